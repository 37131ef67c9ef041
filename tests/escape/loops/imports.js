// attack: modules imported for ever, each time as another instance
// stopped by: limit wall time or limit modules or limit memory
// after: either
(async () => {
  for (let i = 0; ; i++) await import("/app/counter.mjs?" + i);
})();
