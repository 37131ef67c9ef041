// attack: listeners that dispatch events for ever, without recursion
// stopped by: limit wall time
const target = new EventTarget();
target.addEventListener("x", () => queueMicrotask(() => target.dispatchEvent(new Event("x"))));
target.dispatchEvent(new Event("x"));
