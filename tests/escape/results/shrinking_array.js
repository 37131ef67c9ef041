// attack: an array that shrinks while it is encoded
// stopped by: nothing or convert
check(true);
const list = Array.from({ length: 1000 }, (_, i) => ({ i }));
Object.defineProperty(list, 1, { get() { list.length = 0; return list; } });
list;
