// attack: each job queues two jobs
// stopped by: limit memory
// after: either
(function again() {
  queueMicrotask(again);
  queueMicrotask(again);
})();
