// attack: generators that are all in the middle
// stopped by: limit memory
// after: either
const kept = [];
for (;;) {
  const one = (function* () { yield 1; yield 2; })();
  one.next();
  kept.push(one);
}
