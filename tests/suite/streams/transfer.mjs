// Streams in the transfer list of structuredClone.
import { equal, ok, same, test } from "../assert.mjs";

const nameOf = (error) => error?.name ?? String(error);

await test("a readable stream goes on in the clone, and its chunks are clones", async () => {
  const chunk = { at: 1 };
  const source = new ReadableStream({ start(c) { c.enqueue(chunk); c.enqueue([2]); c.close() } });
  const clone = structuredClone({ deep: source }, { transfer: [source] }).deep;
  ok(source.locked && clone instanceof ReadableStream && clone !== source);
  const chunks = [];
  for await (const chunk of clone) chunks.push(chunk);
  same(chunks, [{ at: 1 }, [2]]);
  ok(chunks[0] !== chunk);
});

await test("a writable stream is written through its clone", async () => {
  const seen = [];
  const sink = new WritableStream({ write(chunk) { seen.push(chunk) }, close() { seen.push("end") } });
  const writer = structuredClone(sink, { transfer: [sink] }).getWriter();
  await writer.write({ at: 1 });
  await writer.close();
  same(seen, [{ at: 1 }, "end"]);
});

await test("a transform stream works between the sides of its clone", async () => {
  const doubling = new TransformStream({ transform(chunk, c) { c.enqueue(chunk * 2) } });
  const clone = structuredClone(doubling, { transfer: [doubling] });
  ok(doubling.readable.locked && doubling.writable.locked && clone instanceof TransformStream);
  const chunks = [];
  for await (const chunk of ReadableStream.from([1, 2]).pipeThrough(clone)) chunks.push(chunk);
  same(chunks, [2, 4]);
});

await test("what cannot be cloned errors both ends", async () => {
  let source;
  const reason = new Promise((cancel) => {
    source = new ReadableStream({ pull(c) { c.enqueue(() => {}) }, cancel });
  });
  const reader = structuredClone(source, { transfer: [source] }).getReader();
  equal(await reader.read().then(() => "", nameOf), "DataCloneError");
  equal(nameOf(await reason), "DataCloneError");
});

await test("a stream that is locked, or not in the list, is not cloned", () => {
  const stream = new ReadableStream();
  stream.getReader();
  for (const work of [() => structuredClone(stream, { transfer: [stream] }), () => structuredClone(new ReadableStream())]) {
    let name;
    try {
      work();
    } catch (error) {
      name = error.name;
    }
    equal(name, "DataCloneError");
  }
});
