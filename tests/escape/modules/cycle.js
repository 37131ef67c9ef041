// attack: modules that import themselves
// stopped by: nothing
(async () => {
  equal((await import("self-importer")).n, 1);
  equal((await import("counter")).more(), 1);
  equal((await import("counter")).more(), 2);
})();
