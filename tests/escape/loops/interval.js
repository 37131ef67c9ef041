// attack: an interval that nobody clears
// stopped by: limit wall time
// by: run
setInterval(() => {}, 0);
