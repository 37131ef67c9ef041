// attack: a regular expression that backtracks within a lookbehind
// stopped by: limit wall time
// after: either
/(?<=(a+)+)$b/.test("a".repeat(60) + "!");
for (;;) /(x+x+)+y/.test("x".repeat(40));
