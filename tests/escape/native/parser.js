// attack: a very long program that is parsed
// stopped by: limit wall time or limit memory or exception SyntaxError
// after: either
const text = "x=[" + "1,".repeat(4e5) + "];";
for (;;) new Function(text);
