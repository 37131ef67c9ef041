// attack: an array that grows while it is encoded
// stopped by: nothing or convert
check(true);
const list = [1];
Object.defineProperty(list, 0, { get() { list.length = 1e6; return 1; } });
list;
