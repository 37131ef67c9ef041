import { NIL, parse, stringify, v1, v3, v4, v5, v6, v7, validate, version } from "uuid";
import { print, thrown } from "../print.js";

print("names", [v3("hello.example.com", v3.DNS), v5("hello.example.com", v5.DNS), v5("größe", "1b671a64-40d5-491e-99b0-da01ff1f3341")]);
print("versions", [v1(), v4(), v6(), v7()].map((id) => [validate(id), version(id)]));
print("they differ", new Set(Array.from({ length: 1000 }, () => v4())).size);
print("in order of time", Array.from({ length: 50 }, () => v7()).every((id, i, all) => i === 0 || all[i - 1] < id));
print("given parts", [v1({ node: [1, 2, 3, 4, 5, 6], clockseq: 0x1234, msecs: 1700000000000, nsecs: 5678 }), v7({ msecs: 1700000000000, seq: 1, random: new Uint8Array(16).fill(7) }), v4({ random: new Uint8Array(16).fill(9) })]);
print("bytes", [parse(NIL), stringify(new Uint8Array(16).fill(0xab).map((x, i) => (i === 6 ? 0x4b : x)))]);
print("what is none", [validate("not-a-uuid"), thrown(() => parse("x"))]);
