import { equal, same, test, throws } from "../assert.mjs";

const encoder = new TextEncoder();

await test("lone surrogates become U+FFFD", () => {
  same([...encoder.encode("a\ud800\udc00\udc00b\ud800")], [0x61, 0xf0, 0x90, 0x80, 0x80, 0xef, 0xbf, 0xbd, 0x62, 0xef, 0xbf, 0xbd]);
  same([...encoder.encode("\u00ff\ud7ff\ue000")], [0xc3, 0xbf, 0xed, 0x9f, 0xbf, 0xee, 0x80, 0x80]);
  equal(encoder.encode().length, 0);
});

await test("encodeInto writes whole characters only", () => {
  const text = "é𝌆a";
  const results = [0, 1, 2, 5, 6, 7, 9].map((size) => {
    const { read, written } = encoder.encodeInto(text, new Uint8Array(size));
    return [read, written];
  });
  same(results, [[0, 0], [0, 0], [1, 2], [1, 2], [3, 6], [4, 7], [4, 7]]);
});

await test("encodeInto stays within its view", () => {
  const all = new Uint8Array(6);
  encoder.encodeInto("xyz", all.subarray(2, 4));
  same([...all], [0, 0, 0x78, 0x79, 0, 0]);
});

await test("other destinations and receivers are type errors", () => {
  for (const destination of [new Int8Array(1), new ArrayBuffer(1), new DataView(new ArrayBuffer(1)), [], null]) {
    throws(() => encoder.encodeInto("a", destination), TypeError);
  }
  throws(() => TextEncoder.prototype.encode.call({}, "a"), TypeError);
  throws(() => encoder.encode(Symbol()), TypeError);
});

await test("the streams join characters that chunks cut", async () => {
  const stream = new TextEncoderStream();
  const writer = stream.writable.getWriter();
  for (const chunk of ["a\ud834", "\udf06", "", "\ud834"]) writer.write(chunk);
  writer.close();
  const parts = [];
  for await (const chunk of stream.readable.pipeThrough(new TextDecoderStream())) parts.push(chunk);
  equal(parts.join(""), "a𝌆\ufffd");
});
