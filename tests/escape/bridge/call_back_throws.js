// attack: a function that the host calls back throws, rejects and exits strangely
// stopped by: nothing
(async () => {
  const { callBack } = await import("host:tools");
  for (const body of [
    () => { throw null; },
    () => { throw new Proxy({}, { get() { throw 1; } }); },
    () => Promise.reject(Symbol()),
    () => ({ then(_, reject) { reject(undefined); } }),
    () => Symbol(),
    () => { const o = {}; o.o = o; return o; },
  ]) await rejects(() => callBack(body, 1));
  equal(await callBack((x) => x, 1), 1);
})();
