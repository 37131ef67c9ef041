// attack: intervals and immediates without end
// stopped by: nothing or limit memory
// after: either
throws(() => {
  for (;;) setInterval(() => {}, 1e9);
});
throws(() => {
  for (;;) setImmediate(() => {});
});
process.exitCode = 0;
