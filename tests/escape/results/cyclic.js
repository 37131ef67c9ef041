// attack: a result that holds itself
// stopped by: convert
const value = { list: [] };
value.list.push(new Map([[1, value]]));
value;
