// attack: modules without end
// stopped by: limit memory or limit modules or limit module source
// after: either
(async () => {
  for (let i = 0; ; i++) await import("map:///big?" + i);
})();
