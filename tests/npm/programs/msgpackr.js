import { addExtension, Decoder, Encoder, pack, Packr, unpack, unpackMultiple, Unpackr } from "msgpackr";
import { print, thrown } from "../print.js";

const value = { text: "größe 🐈", long: "x".repeat(70000), numbers: [0, -1, 255, 65536, -2147483649, 1.5, 2 ** 53 - 1, NaN], big: 12345678901234567890n, none: null, flag: true, nested: { list: [[], {}] } };
const packed = pack(value);
print("bytes", Array.from(pack({ a: [1, "é", null, 1.5, -33] })));
print("there and back", unpack(packed));
print("size", packed.length);
const records = new Packr({ structuredClone: true, moreTypes: true });
const cyclic = { map: new Map([[1, new Set(["a"])]]), date: new Date(0), re: /a+/g, error: new TypeError("no"), bytes: new Float32Array([1.5, 2]) };
cyclic.self = cyclic;
const clone = records.unpack(records.pack(cyclic));
print("a structured clone", [clone.self === clone, clone.map, clone.date, String(clone.re), clone.error.name, clone.error.message, clone.bytes, clone.bytes.constructor.name]);
const structures = [];
const packr = new Packr({ structures });
const rows = Array.from({ length: 50 }, (_, id) => ({ id, name: "n" + id, ok: id % 2 === 0 }));
const row = packr.pack(rows);
print("shared structures", [row.length, structures.map((keys) => [...keys]), new Unpackr({ structures }).unpack(row).length, packr.unpack(row)[49]]);
class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}
addExtension({ Class: Point, type: 11, write: (point) => [point.x, point.y], read: ([x, y]) => new Point(x, y) });
const point = unpack(pack(new Point(3, 4)));
print("an extension", [point instanceof Point, point]);
print("several", unpackMultiple(new Uint8Array([...pack(1), ...pack("two"), ...pack([3])])));
print("maps as maps", new Decoder({ mapsAsObjects: false }).decode(new Encoder({ useRecords: false }).encode({ a: 1 })));
print("what is broken", thrown(() => unpack(packed.subarray(0, 20))));
