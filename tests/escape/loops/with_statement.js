// attack: a with statement over a proxy that has everything
// stopped by: limit wall time
with (new Proxy({}, { has: () => true, get: (_, key) => (key === Symbol.unscopables ? undefined : 0) })) {
  for (;;) anything;
}
