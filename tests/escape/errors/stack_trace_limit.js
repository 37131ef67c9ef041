// attack: a limit for stacks that is an object
// stopped by: exception RangeError or exception Error
Error.stackTraceLimit = { valueOf() { throw 1; } };
(function dive(n) {
  if (n === 0) throw new Error("deep");
  dive(n - 1);
})(500);
