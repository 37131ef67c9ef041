// attack: a result with every method that a reader could call
// stopped by: nothing
let called = 0;
const call = () => {
  called++;
  return { evil: true };
};
setTimeout(() => {});
equal(called, 0);
({ toString: call, valueOf: call, toJSON: call, inspect: call, [Symbol.toPrimitive]: call, [Symbol.for("nodejs.util.inspect.custom")]: call });
