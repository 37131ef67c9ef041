// attack: a regular expression that backtracks exponentially
// stopped by: limit wall time
// after: either
/^(a+)+$/.test("a".repeat(40) + "b");
