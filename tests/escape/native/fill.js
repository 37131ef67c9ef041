// attack: a large array that is filled by one call of a native function
// stopped by: limit wall time or limit memory or exception RangeError
// after: either
new Array(5e7).fill(0);
