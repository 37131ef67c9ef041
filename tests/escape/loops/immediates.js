// attack: immediates that set immediates
// stopped by: limit wall time
// by: run
(function again() {
  setImmediate(again);
})();
