// attack: what stands behind fetch, by import and by what scripts change under it
// stopped by: nothing
(async () => {
  for (const name of ["skerry:fetch", "skerry:fetch/", "skerry:net", "host:fetch", "skerry:FETCH"]) await rejects(() => import(name));
  let seen = 0;
  for (const key of ["method", "url", "headers", "bytes", "stream", "length", "status", "signal", "then", "networkDetail", "0"]) {
    const target = key === "0" ? Array.prototype : Object.prototype;
    Object.defineProperty(target, key, {
      configurable: true, get() { return undefined; }, set() { seen++; },
    });
  }
  Promise.prototype.then = new Proxy(Promise.prototype.then, { apply(target, self, args) { return Reflect.apply(target, self, args); } });
  try {
    for (const url of ["http://127.0.0.1/", "http://nobody.invalid/"]) {
      let caught;
      try {
        await fetch(url, { method: "POST", body: "x" });
      } catch (error) {
        caught = error;
      }
      check(caught instanceof TypeError, "a TypeError");
    }
  } finally {
    delete Array.prototype[0];
    for (const key of ["method", "url", "headers", "bytes", "stream", "length", "status", "signal", "then", "networkDetail"]) delete Object.prototype[key];
  }
  equal(seen, 0);
})();
