// attack: a search for a text that is nearly there everywhere
// stopped by: limit wall time
// after: either
const text = "a".repeat(1e6);
for (;;) text.includes("a".repeat(5e5) + "b");
