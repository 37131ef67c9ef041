// attack: a large text that is parsed as JSON
// stopped by: limit wall time or limit memory
// after: either
const text = "[" + "1,".repeat(5e5) + "1]";
for (;;) JSON.parse(text);
