// attack: a result of more values than the host will read
// stopped by: convert or limit host bytes or limit memory
// after: either
const row = new Array(2000).fill(0);
new Array(4000).fill(row);
