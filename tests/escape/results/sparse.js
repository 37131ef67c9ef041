// attack: an array with four billion holes
// stopped by: convert or limit memory or limit wall time or limit host bytes
// after: either
const list = [];
list.length = 2 ** 32 - 1;
list;
