// attack: proxies as arguments, whose traps change what was read already
// stopped by: nothing
(async () => {
  const { echo } = await import("host:tools");
  const list = [1, 2, 3];
  const proxy = new Proxy(list, { get(target, key, self) { if (key === "1") target.length = 1; return Reflect.get(target, key, self); } });
  const back = echo(proxy);
  check(typeof back === "object");
  const keys = new Proxy({}, { ownKeys: () => Array.from({ length: 1e4 }, (_, i) => "k" + i), getOwnPropertyDescriptor: (_, key) => ({ value: key, enumerable: true, configurable: true }) });
  check(typeof echo(keys) === "object");
})();
