// attack: code that evaluates code for ever
// stopped by: limit wall time
// after: either
for (;;) eval("1 + 1");
