import { equal, rejects, same, test, throws } from "../assert.mjs";

const shared = new SharedArrayBuffer(3);
new Uint8Array(shared).set([0x61, 0x62, 0x63]);
const SOURCES = [shared, new Uint8Array(shared), new DataView(shared)];

await test("texts are read out of shared memory and written into it", async () => {
  for (const source of SOURCES) equal(new TextDecoder().decode(source), "abc");
  const { readable, writable } = new TextDecoderStream();
  const writer = writable.getWriter();
  writer.write(shared);
  equal((await readable.getReader().read()).value, "abc");
  const room = new Uint8Array(new SharedArrayBuffer(2));
  same(new TextEncoder().encodeInto("xyz", room), { read: 2, written: 2 });
  same([...room], [0x78, 0x79]);
});

await test("what others may change meanwhile is no chunk, no body, no data and no part", async () => {
  for (const source of SOURCES) {
    for (const Stream of [CompressionStream, DecompressionStream]) {
      const { readable, writable } = new Stream("gzip");
      const writing = writable.getWriter().write(source);
      await rejects(readable.getReader().read(), TypeError, /shared memory/);
      await rejects(writing, TypeError, /shared memory/);
    }
    await rejects(crypto.subtle.digest("SHA-256", source), TypeError);
  }
  for (const view of SOURCES.slice(1)) {
    throws(() => new Response(view), TypeError, /shared memory/);
    throws(() => new Blob([view]), TypeError, /shared memory/);
  }
  // A buffer itself is taken for what has a text.
  equal(await new Response(shared).text(), "[object SharedArrayBuffer]");
});
