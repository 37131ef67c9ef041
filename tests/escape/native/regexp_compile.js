// attack: a very large regular expression that is compiled
// stopped by: limit wall time or limit memory or exception SyntaxError
// after: either
for (;;) try { new RegExp("(?:a{0,250}){0,250}".repeat(200)); } catch {}
