// attack: collections of garbage, one after the other
// stopped by: limit wall time or limit memory
// after: either
const kept = Array.from({ length: 1e5 }, () => ({}));
for (;;) {
  const a = {}, b = { a };
  a.b = b;
  new WeakRef(a);
}
