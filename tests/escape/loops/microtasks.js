// attack: jobs that queue jobs, so that no timer and no host call ever comes
// stopped by: limit wall time
(function again() {
  queueMicrotask(again);
})();
