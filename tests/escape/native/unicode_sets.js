// attack: character classes of all of Unicode, without case
// stopped by: limit wall time or limit memory or exception SyntaxError
// after: either
for (;;) new RegExp("[\\p{L}\\P{N}\\p{Lu}]", "iu").test("x".repeat(1000));
