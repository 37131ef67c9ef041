// attack: closures that hold each other
// stopped by: limit memory
// after: either
let f = () => 1;
for (;;) {
  const g = f;
  f = () => g;
}
