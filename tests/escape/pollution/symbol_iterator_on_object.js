// attack: every object is iterable and every function a thenable
// stopped by: nothing
(async () => {
  const { echo, later } = await import("host:tools");
  Object.prototype[Symbol.iterator] = function* () { yield "evil"; };
  Object.prototype[Symbol.asyncIterator] = async function* () { yield "evil"; };
  Object.prototype.next = () => ({ done: true });
  Object.prototype.return = () => { throw new Error("return"); };
  equal(echo({ a: 1 }).a, 1);
  equal(await later(2), 2);
  check(true);
})();
