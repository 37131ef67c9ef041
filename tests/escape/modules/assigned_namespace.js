// attack: what modules export changed by who imports it
// stopped by: nothing
(async () => {
  for (const name of ["counter", "host:tools", "skerry:fs", "skerry:env"]) {
    const module = await import(name);
    for (const key of Object.keys(module)) {
      throws(() => { "use strict"; module[key] = 1; });
      throws(() => Object.defineProperty(module, key, { value: 2 }));
      throws(() => { "use strict"; delete module[key]; });
    }
    check(Object.getPrototypeOf(module) === null);
  }
})();
