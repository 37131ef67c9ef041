// attack: function names that are very long and not text
// stopped by: exception Error
function f() {
  throw new Error("x");
}
Object.defineProperty(f, "name", { value: "\u001b[31m" + "n".repeat(1e6) });
f();
