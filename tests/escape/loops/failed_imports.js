// attack: imports of what is not there, for ever
// stopped by: limit wall time or limit modules or limit memory
// after: either
(async () => {
  for (let i = 0; ; i++) await import("/app/missing" + i).catch(() => {});
})();
