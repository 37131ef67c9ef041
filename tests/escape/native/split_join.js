// attack: a long text split and joined
// stopped by: limit wall time or limit memory
// after: either
const text = "a,".repeat(1e5);
for (;;) text.split(",").join(";");
