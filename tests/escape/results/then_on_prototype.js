// attack: then on Object.prototype, so that each result is a thenable
// stopped by: nothing or stalled or exception Error
let reached = 0;
Object.prototype.then = function (resolve) {
  reached++;
  delete Object.prototype.then;
  resolve("stolen");
};
check(true);
({ a: 1 });
