// 100,000 setTimeout(0), created and drained.
const COUNT = 100_000;
let fired = 0;
const start = performance.now();
for (let i = 0; i < COUNT; i++) {
  setTimeout(() => {
    fired++;
    if (fired === COUNT) console.log(performance.now() - start);
  }, 0);
}
