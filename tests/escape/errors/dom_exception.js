// attack: a DOMException whose prototype was patched
// stopped by: exception AbortError or exception Error or exception of no error or exception DOMException
Object.defineProperty(DOMException.prototype, "name", { get: () => "Error" });
Object.defineProperty(DOMException.prototype, "message", { get: () => { throw 1; } });
throw new DOMException("x", "AbortError");
