// attack: a tenant fills all memory it can have with a pattern
// stopped by: nothing or limit memory
// after: either
const all = [];
check(true);
try {
  for (;;) all.push(new Uint8Array(1 << 20).fill(0xa5));
} catch {}
try {
  for (;;) all.push(new Uint8Array(1 << 12).fill(0xa5));
} catch {}
(function dive(n) {
  return n > 0 ? dive(n - 1) + 0xa5a5a5a5 : 0;
})(1500);
