// attack: timers without end
// stopped by: nothing or limit memory
// after: either
const error = throws(() => {
  for (;;) setTimeout(() => {}, 1e9);
});
check(error.name === "RangeError" || error.name === "QuotaExceededError" || error.name === "InternalError", error.name);
