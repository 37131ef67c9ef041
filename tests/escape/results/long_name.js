// attack: names that are very long, empty, lone surrogates and NUL
// stopped by: nothing
check(true);
({ ["x".repeat(1e5)]: 1, "": 2, "\ud800": 3, "a\0b": 4, "\u202e\u2066": 5 });
