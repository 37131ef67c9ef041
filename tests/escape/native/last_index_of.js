// attack: a native loop backwards over holes
// stopped by: limit wall time
// after: either
Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1);
