// attack: deep programs of every kind
// stopped by: nothing
for (const [open, close] of [["(", ")"], ["[", "]"], ["{", "}"], ["-", ""], ["!", ""], ["a=>", ""], ["if(1)", ";"],
  ["`${", "}`"], ["x?", ":1"], ["new ", ""], ["async()=>", ""], ["class A extends ", ""], ["typeof ", ""]]) {
  throws(() => new Function(open.repeat(3e5) + "1" + close.repeat(3e5)));
}
