// attack: a host function called with very many arguments
// stopped by: nothing
(async () => {
  const { add } = await import("host:tools");
  equal(add(1, 2, ...new Array(5000).fill(0)), 3);
  throws(() => add(...new Array(1e6).fill(1)));
  equal(Reflect.apply(add, null, { length: 2, 0: 1, 1: 2 }), 3);
})();
