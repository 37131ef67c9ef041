// attack: a value that throws in every way while it is shown
// stopped by: nothing or exception Error or exception of no error
// by: text
check(true);
const fail = () => {
  throw new Error("no");
};
new Proxy({ a: Object.defineProperty({}, "b", { get: fail, enumerable: true }) }, { get: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail });
