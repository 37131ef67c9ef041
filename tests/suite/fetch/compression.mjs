import { equal, rejects, same, test, throws } from "../assert.mjs";

const text = "Skerry ".repeat(5000) + "é";
const through = (body, stream) => new Response(new Response(body).body.pipeThrough(stream));
const formats = ["brotli", "deflate", "deflate-raw", "gzip"];

await test("what is compressed comes back", async () => {
  for (const format of formats) {
    const packed = await through(text, new CompressionStream(format)).bytes();
    equal(packed.length < 300, true);
    equal(await through(packed, new DecompressionStream(format)).text(), text);
    equal(await through(await through("", new CompressionStream(format)).bytes(), new DecompressionStream(format)).text(), "");
  }
});

await test("chunks may be cut anywhere", async () => {
  for (const format of formats) {
    const packed = await through(text, new CompressionStream(format)).bytes();
    const stream = new DecompressionStream(format);
    const reading = new Response(stream.readable).text();
    const writer = stream.writable.getWriter();
    for (const byte of packed) writer.write(new Uint8Array([byte]));
    writer.close();
    equal(await reading, text);
  }
});

await test("bytes that are cut off, wrong, or too many are refused", async () => {
  for (const format of formats) {
    const packed = await through(text, new CompressionStream(format)).bytes();
    for (const bad of [packed.slice(0, -1), packed.slice(0, 5), new Uint8Array([...packed, 0]), packed.map((byte) => byte ^ 0x5a), ""]) {
      await rejects(through(bad, new DecompressionStream(format)).text(), TypeError);
    }
  }
});

await test("the optional parts of a gzip header are read", async () => {
  const packed = await through("x", new CompressionStream("gzip")).bytes();
  same([...packed.slice(0, 4)], [31, 139, 8, 0]);
  const header = [31, 139, 8, 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 2, 0, 65, 66, 110, 0, 99, 0];
  const whole = new Uint8Array([...header, ...packed.slice(10)]);
  equal(await through(whole, new DecompressionStream("gzip")).text(), "x");
});

await test("formats are those of the standard", () => {
  throws(() => new CompressionStream("zip"), TypeError, /'zip' is not one/);
  throws(() => new DecompressionStream(), TypeError, /1 argument/);
});
