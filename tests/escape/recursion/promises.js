// attack: a promise that is resolved with a chain of ten thousand others
// stopped by: nothing
(async () => {
  let last = Promise.resolve(1);
  for (let i = 0; i < 1e4; i++) last = last.then((x) => x);
  equal(await last, 1);
})();
