// attack: specifiers that are objects, and options that throw
// stopped by: nothing
(async () => {
  const name = { toString: () => "/etc/passwd" };
  await rejects(() => import(name));
  await rejects(() => import({ toString() { throw new Error("x"); } }));
  await rejects(() => import("counter", { get with() { throw new Error("x"); } }));
  await rejects(() => import("counter", { with: { type: "webassembly" } }));
  await rejects(() => import("counter", { with: new Proxy({}, { ownKeys() { throw new Error("x"); } }) }));
  await rejects(() => import(Symbol("x")));
  check(true);
})();
