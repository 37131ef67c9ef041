// attack: a reversal of something very long
// stopped by: limit wall time
// after: either
Array.prototype.reverse.call({ length: 2 ** 53 - 2 });
