// attack: a callback of a registry that never ends
// stopped by: limit wall time
// after: either
// by: run
const registry = new FinalizationRegistry(() => {
  for (;;);
});
setInterval(() => {
  for (let i = 0; i < 1000; i++) registry.register({}, i);
}, 0);
