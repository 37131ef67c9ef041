// attack: instances of subclasses whose methods lie
// stopped by: nothing
class A extends Array { get length() { return 5; } static get [Symbol.species]() { throw 1; } }
class M extends Map { get size() { return -1; } entries() { throw 1; } }
class U extends Uint8Array { get byteLength() { return 1e9; } get buffer() { throw 1; } }
class D extends Date { valueOf() { throw 1; } getTime() { return "x"; } }
check(true);
[new A(), new M([[1, 2]]), new U(4), new D(0)];
