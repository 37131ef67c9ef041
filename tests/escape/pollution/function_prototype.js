// attack: call, apply and bind replaced
// stopped by: nothing
(async () => {
  const fail = () => { throw new Error("used"); };
  Function.prototype.call = Function.prototype.apply = Function.prototype.bind = fail;
  throws(() => Object.defineProperty(Function.prototype, Symbol.hasInstance, { value: fail }));
  const { echo, later } = await import("host:tools");
  equal(echo(1), 1);
  equal(await later(2), 2);
  console.log({ a: () => 1 });
  structuredClone(new Map([[1, new Set([2])]]));
  await new Promise((resolve) => setTimeout(resolve, 1));
})();
