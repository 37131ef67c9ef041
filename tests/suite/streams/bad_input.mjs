// What sources, sinks, strategies and buffers can do wrong.
import { equal, ok, same, test } from "../assert.mjs";

const nameOf = (error) => error?.name ?? String(error);
const thrown = (work) => {
  try {
    work();
  } catch (error) {
    return nameOf(error);
  }
  return "nothing";
};
const rejected = (promise) => promise.then(() => "nothing", nameOf);
const never = () => new Promise(() => {});
const turn = () => new Promise((resolve) => setTimeout(resolve));

await test("a high water mark is a number from 0 on", () => {
  for (const highWaterMark of [NaN, -1, -Infinity, "x"]) {
    equal(thrown(() => new ReadableStream({}, { highWaterMark })), "RangeError");
    equal(thrown(() => new WritableStream({}, { highWaterMark })), "RangeError");
    equal(thrown(() => new TransformStream({}, {}, { highWaterMark })), "RangeError");
    equal(thrown(() => new ReadableStream({ type: "bytes" }, { highWaterMark })), "RangeError");
  }
});

await test("a size that is no finite number from 0 on errors the stream", async () => {
  for (const size of [NaN, -1, Infinity, -Infinity, undefined, "x"]) {
    let controller;
    const readable = new ReadableStream({ start: (c) => { controller = c } }, { size: () => size });
    equal(thrown(() => controller.enqueue(1)), "RangeError");
    equal(await rejected(readable.getReader().read()), "RangeError");
    const writer = new WritableStream({}, { size: () => size }).getWriter();
    const [first, second] = [rejected(writer.write(1)), rejected(writer.write(2))];
    same([await first, await second, await rejected(writer.closed)], ["RangeError", "RangeError", "RangeError"]);
  }
});

await test("a huge size is only a number", async () => {
  const writer = new WritableStream({}, { size: () => Number.MAX_VALUE }).getWriter();
  const written = writer.write(1);
  equal(writer.desiredSize, 1 - Number.MAX_VALUE);
  await written;
  equal(writer.desiredSize, 1);
});

await test("methods that throw reject, whatever they throw", async () => {
  const fail = () => { throw undefined };
  equal(await rejected(new ReadableStream({ pull: fail }).getReader().read()), "undefined");
  equal(await rejected(new ReadableStream({ cancel: fail }).cancel()), "undefined");
  equal(await rejected(new WritableStream({ write: fail }).getWriter().write(1)), "undefined");
  equal(await rejected(new WritableStream({ close: fail }).close()), "undefined");
  equal(await rejected(new WritableStream({ abort: fail }).abort()), "undefined");
  equal(thrown(() => new ReadableStream({ start: fail })), "undefined");
  equal(thrown(() => new TransformStream({ start: fail })), "undefined");
  const transform = new TransformStream({ transform: fail });
  const written = rejected(transform.writable.getWriter().write(1));
  equal(await rejected(transform.readable.getReader().read()), "undefined");
  equal(await written, "undefined");
});

await test("getters that throw are what the constructor throws", () => {
  for (const key of ["start", "pull", "cancel", "type", "autoAllocateChunkSize"]) {
    equal(thrown(() => new ReadableStream({ get [key]() { throw new RangeError(key) } })), "RangeError");
  }
  for (const key of ["start", "write", "close", "abort", "type"]) {
    equal(thrown(() => new WritableStream({ get [key]() { throw new RangeError(key) } })), "RangeError");
  }
  equal(thrown(() => new ReadableStream({ pull: 1 })), "TypeError");
  equal(thrown(() => new ReadableStream({ type: "byte" })), "TypeError");
  equal(thrown(() => new ReadableStream({ type: "bytes", autoAllocateChunkSize: 0 })), "TypeError");
});

await test("methods that never settle hold up nothing else", async () => {
  const reader = new ReadableStream({ start: never, pull: never, cancel: never }).getReader();
  reader.read();
  const writer = new WritableStream({ start: never, write: never }).getWriter();
  writer.write(1);
  new ReadableStream({ start(c) { c.enqueue(1) } }).pipeTo(new WritableStream({ write: never }));
  await turn();
  equal(writer.desiredSize, 0);
});

await test("methods that call back into their stream find it in order", async () => {
  const seen = [];
  let stream;
  const source = {
    pull(c) {
      seen.push(c.desiredSize);
      c.enqueue(seen.length);
      if (seen.length === 3) c.close();
      ok(thrown(() => stream.getReader()) === "TypeError");
    },
  };
  stream = new ReadableStream(source, { highWaterMark: 0 });
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  same(chunks, [1, 2, 3]);
  same(seen, [0, 0, 0]);
  const sink = new WritableStream({ write(chunk, c) { if (chunk === 2) c.error(new RangeError("enough")) } });
  const writer = sink.getWriter();
  const all = await Promise.allSettled([writer.write(1), writer.write(2), writer.write(3)]);
  same(all.map((one) => one.status), ["fulfilled", "fulfilled", "rejected"]);
});

await test("a size that enqueues, closes and errors is no way out", async () => {
  let controller, depth = 0;
  const stream = new ReadableStream({ start: (c) => { controller = c } }, {
    size() {
      if (depth++ === 0) controller.enqueue("inner");
      else controller.error(new RangeError("from size"));
      return 1;
    },
  });
  controller.enqueue("outer");
  equal(await rejected(stream.getReader().read()), "RangeError");
});

await test("detached, empty, shared and resizable buffers are refused", async () => {
  let controller;
  const stream = new ReadableStream({ type: "bytes", start: (c) => { controller = c } });
  const detached = new Uint8Array(4);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  const resizable = new Uint8Array(new ArrayBuffer(4, { maxByteLength: 8 }));
  for (const view of [detached, resizable, new Uint8Array(0), new ArrayBuffer(4), {}, null, 1, undefined]) {
    equal(thrown(() => controller.enqueue(view)), "TypeError");
  }
  const reader = stream.getReader({ mode: "byob" });
  for (const view of [detached, resizable, new DataView(new ArrayBuffer(0)), new ArrayBuffer(4), {}, null]) {
    equal(await rejected(reader.read(view)), "TypeError");
  }
  equal(await rejected(reader.read(new Uint16Array(4), { min: 5 })), "RangeError");
  equal(await rejected(reader.read(new Uint8Array(4), { min: 0 })), "TypeError");
  equal(await rejected(reader.read(new Uint8Array(4), { min: -1 })), "TypeError");
});

await test("a view that is read into belongs to the stream until it comes back", async () => {
  const stream = new ReadableStream({ type: "bytes", pull(c) { c.byobRequest.view[0] = 7; c.byobRequest.respond(1) } });
  const view = new Uint8Array(4);
  const { value } = await stream.getReader({ mode: "byob" }).read(view);
  same([view.byteLength, value.byteLength, value[0], value.buffer.byteLength], [0, 1, 7, 4]);
});

await test("a request is answered once, and with no more than it asks for", async () => {
  let controller;
  const stream = new ReadableStream({ type: "bytes", start: (c) => { controller = c } });
  const read = stream.getReader({ mode: "byob" }).read(new Uint8Array(4));
  const request = controller.byobRequest;
  equal(thrown(() => request.respond(5)), "RangeError");
  equal(thrown(() => request.respond(0)), "TypeError");
  equal(thrown(() => request.respond(NaN)), "TypeError");
  equal(thrown(() => request.respond(2 ** 53)), "TypeError");
  equal(thrown(() => request.respondWithNewView(new Uint8Array(2))), "RangeError");
  request.respond(4);
  equal((await read).value.byteLength, 4);
  equal(thrown(() => request.respond(1)), "TypeError");
  equal(request.view, null);
});

await test("a script that writes without waiting is served in order", async () => {
  const seen = [];
  const writer = new WritableStream({ write: (chunk) => { seen.push(chunk) } }).getWriter();
  for (let i = 0; i < 5_000; i++) writer.write(i);
  equal(writer.desiredSize, 1 - 5_000);
  await writer.close();
  equal(seen.length, 5_000);
  ok(seen.every((chunk, index) => chunk === index));
});
