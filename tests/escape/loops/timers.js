// attack: timers that set timers
// stopped by: limit wall time
// by: run
(function again() {
  setTimeout(again, 0);
})();
