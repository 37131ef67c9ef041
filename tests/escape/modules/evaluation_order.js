// attack: a module that throws while others wait for it
// stopped by: nothing
(async () => {
  const first = import("/app/missing.mjs").catch((error) => error);
  const second = import("/app/missing.mjs").catch((error) => error);
  check((await first) instanceof Error);
  check((await second) instanceof Error);
  const found = await Promise.all(Array.from({ length: 100 }, () => import("counter")));
  check(found.every((module) => module === found[0]));
})();
