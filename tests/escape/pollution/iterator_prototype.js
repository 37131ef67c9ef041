// attack: next of array iterators replaced
// stopped by: nothing
(async () => {
  const iterator = Object.getPrototypeOf([][Symbol.iterator]());
  iterator.next = () => ({ done: true, value: "evil" });
  const { echo, later } = await import("host:tools");
  const back = echo([1, 2, 3]);
  equal(back.length, 3);
  equal(await later("x"), "x");
  console.log(new Map([]), new Set());
  new Event("x");
})();
