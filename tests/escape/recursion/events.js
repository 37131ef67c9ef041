// attack: a listener that dispatches the event within itself
// stopped by: nothing or exception RangeError
const target = new EventTarget();
let depth = 0;
addEventListener("error", (event) => event.preventDefault());
target.addEventListener("x", () => {
  depth++;
  target.dispatchEvent(new Event("x"));
});
target.dispatchEvent(new Event("x"));
check(depth > 5);
