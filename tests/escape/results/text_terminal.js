// attack: terminal escapes in what the console shows
// stopped by: nothing
// by: text
check(true);
({ "\u001b]0;owned\u0007": "\u001b[2J", a: "\u0000\u0008", [Symbol("\u001b[1m")]: 1 });
