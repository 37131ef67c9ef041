// attack: a tenant looks for what the one before has left on objects
// stopped by: nothing
equal(typeof kept, "undefined");
equal({}.secret, undefined);
equal(Symbol.keyFor(Symbol.for("x")), "x");
check(!Reflect.ownKeys(globalThis).some((key) => String(key).includes("secret")));
equal(setTimeout(() => {}), 1);
