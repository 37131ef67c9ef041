// attack: an array of the greatest length, filled in one call
// stopped by: limit memory or limit wall time or exception RangeError
// after: either
new Array(2 ** 32 - 1).fill(0);
