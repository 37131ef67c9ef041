// attack: exec and flags of regular expressions replaced
// stopped by: nothing
RegExp.prototype.exec = () => { throw new Error("exec"); };
Object.defineProperty(RegExp.prototype, "flags", { get() { throw new Error("flags"); } });
for (const name of [Symbol.match, Symbol.replace, Symbol.split]) RegExp.prototype[name] = () => { throw new Error("symbol"); };
console.log("%s %d", "a", 1, { a: /x/g });
console.table([{ a: 1 }]);
check(true);
[/x/g];
