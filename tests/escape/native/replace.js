// attack: a replacement in a long text
// stopped by: limit wall time or limit memory
// after: either
const text = "a".repeat(1e6);
for (;;) text.replaceAll("a", "b");
