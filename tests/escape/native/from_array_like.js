// attack: an array made of something that says it is very long
// stopped by: limit wall time or limit memory or exception RangeError
// after: either
Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1);
