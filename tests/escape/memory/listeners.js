// attack: listeners without end
// stopped by: limit memory or limit wall time
// after: either
const target = new EventTarget();
for (;;) target.addEventListener("x", () => {});
