import { equal, ok, same, test, throws } from "../assert.mjs";

const bytes = (...list) => new Uint8Array(list);

await test("UTF-8 that is not valid becomes U+FFFD, or throws where it is fatal", () => {
  equal(new TextDecoder().decode(bytes(0x61, 0xff, 0xe2, 0x82, 0x62)), "a\ufffd\ufffdb");
  const fatal = new TextDecoder("utf-8", { fatal: true });
  throws(() => fatal.decode(bytes(0xff)), TypeError);
  equal(fatal.decode(bytes(0xc3, 0xa9)), "é");
});

await test("a stream may be cut anywhere", () => {
  const text = "aé漢𝌆z";
  const all = new TextEncoder().encode(text);
  for (let cut = 0; cut <= all.length; cut++) {
    const decoder = new TextDecoder();
    equal(decoder.decode(all.subarray(0, cut), { stream: true }) + decoder.decode(all.subarray(cut)), text);
  }
});

await test("a byte order mark is dropped once, unless it is kept", () => {
  const marked = bytes(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x61);
  equal(new TextDecoder().decode(marked), "\ufeffa");
  equal(new TextDecoder("utf-8", { ignoreBOM: true }).decode(marked), "\ufeff\ufeffa");
  const decoder = new TextDecoder();
  equal(decoder.decode(marked.subarray(0, 2), { stream: true }) + decoder.decode(marked.subarray(2, 3)), "");
});

await test("labels of other encodings are known, unknown ones are range errors", () => {
  same([" Latin1 ", "sjis", "utf-16", "gbk", "x-user-defined"].map((label) => new TextDecoder(label).encoding),
    ["windows-1252", "shift_jis", "utf-16le", "gbk", "x-user-defined"]);
  equal(new TextDecoder("shift_jis").decode(bytes(0x83, 0x65, 0x83, 0x58, 0x83, 0x67)), "テスト");
  for (const label of ["", "utf-7", "replacement", "hz-gb-2312"]) throws(() => new TextDecoder(label), RangeError);
});

await test("any view and buffer is taken, a detached one is empty", () => {
  const buffer = bytes(0x61, 0x62, 0x63, 0x64).buffer;
  const decoder = new TextDecoder();
  same([buffer, new DataView(buffer, 1, 2), new Uint16Array(buffer, 2), new Int8Array(buffer, 3)].map((input) => decoder.decode(input)),
    ["abcd", "bc", "cd", "d"]);
  const view = new DataView(buffer);
  const array = new Uint8Array(buffer);
  buffer.transfer();
  same([buffer, view, array].map((input) => decoder.decode(input)), ["", "", ""]);
  for (const input of [null, 1, "a", {}, []]) throws(() => decoder.decode(input), TypeError);
});

await test("getters of options that detach the input do no harm", () => {
  const input = bytes(0x61);
  const options = { get stream() { input.buffer.transfer(); return false; } };
  try {
    ok(["", "a"].includes(new TextDecoder().decode(input, options)));
  } catch (error) {
    ok(error instanceof TypeError);
  }
});
