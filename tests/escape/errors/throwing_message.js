// attack: an error that throws whenever it is read
// stopped by: exception of no error or exception Error
const fail = () => {
  throw new Error("again");
};
const error = new Error("x");
for (const name of ["name", "message", "stack", "cause", "errors", "hint", "toString", "constructor", Symbol.toPrimitive, Symbol.toStringTag]) {
  Object.defineProperty(error, name, { get: fail });
}
throw error;
