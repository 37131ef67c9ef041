// attack: Error and its prototype replaced before the engine throws
// stopped by: exception TypeError or exception Error or exception of no error
Object.defineProperty(TypeError.prototype, "name", { get() { throw 1; } });
Object.defineProperty(Error.prototype, "message", { get() { throw 1; }, set() { throw 2; } });
Error.prototype.toString = () => { throw 3; };
globalThis.Error = globalThis.TypeError = function () { throw 4; };
null.x;
