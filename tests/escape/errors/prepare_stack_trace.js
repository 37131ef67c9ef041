// attack: a hook that runs when a stack is made
// stopped by: exception Error or exception TypeError or exception RangeError
let ran = 0;
Error.prepareStackTrace = (error, sites) => {
  ran++;
  return { sites, toString() { throw new Error("x"); } };
};
Error.stackTraceLimit = Infinity;
throw new Error("y");
