// attack: a clock made of a counter in a job queue, and timers beside it
// stopped by: nothing
(async () => {
  let count = 0;
  const start = performance.now();
  const end = new Promise((resolve) => setTimeout(resolve, 5));
  let done = false;
  end.then(() => { done = true; });
  while (!done) {
    count++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  check(performance.now() - start >= 4);
  check(count > 0);
})();
