// A script that replaces what the built-ins could rest on neither sees nor breaks them.
import { equal, same, test } from "../assert.mjs";

const { apply, defineProperty, getPrototypeOf, ownKeys, getOwnPropertyDescriptor, setPrototypeOf } = Reflect;
const restore = [];
function replace(object, key, descriptor) {
  const before = getOwnPropertyDescriptor(object, key);
  if (before !== undefined) setPrototypeOf(before, null);
  const undo = () => before === undefined ? delete object[key] : defineProperty(object, key, before);
  defineProperty(restore, restore.length, { __proto__: null, value: undo, writable: true, enumerable: true, configurable: true });
  defineProperty(object, key, { __proto__: null, configurable: true, ...descriptor });
}

// Names of what was touched.
let seen = "";
const note = (name) => { seen += name + " " };
const method = (name) => ({ __proto__: null, value() { note(name) }, writable: true });
const spy = (name) => ({ __proto__: null, get() { note(name) }, set() { note(name) } });
const iterators = [getPrototypeOf([][Symbol.iterator]()), getPrototypeOf(getPrototypeOf(getPrototypeOf((async function* () {}).prototype)))];

const { enqueue, close } = ReadableStreamDefaultController.prototype;
const enqueueTransformed = TransformStreamDefaultController.prototype.enqueue;

async function work() {
  const source = new ReadableStream({ pull(c) { apply(enqueue, c, [++count]); if (count === 6) apply(close, c, []) } });
  const [one, two] = source.tee();
  const out = [];
  const sink = new WritableStream({ write(chunk) { out[out.length] = chunk } }, new CountQueuingStrategy({ highWaterMark: 2 }));
  const piped = one.pipeThrough(new TransformStream({ transform(chunk, c) { apply(enqueueTransformed, c, [chunk * 2]) } })).pipeTo(sink);
  const bytes = new ReadableStream({ type: "bytes", start(c) { c.enqueue(new Uint8Array([1, 2, 3])); c.close() } });
  const [left, right] = bytes.tee();
  return { piped, out, two: two.getReader(), left: left.getReader(), right: right.getReader({ mode: "byob" }) };
}
let count = 0;

function replaceAll(object, keys, make) {
  for (let i = 0; i < keys.length; i++) replace(object, keys[i], make(String(keys[i])));
}

await test("streams work with every prototype of theirs and of the language replaced", async () => {
  const classes = [
    ReadableStream, ReadableStreamDefaultReader, ReadableStreamBYOBReader, ReadableStreamDefaultController, ReadableByteStreamController,
    ReadableStreamBYOBRequest, WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController, TransformStream,
    TransformStreamDefaultController,
  ];
  const { piped, out, two, left, right } = await work();
  const read = two.read, readBytes = right.read;
  for (let i = 0; i < classes.length; i++) {
    const { prototype } = classes[i];
    const keys = ownKeys(prototype);
    for (let k = 0; k < keys.length; k++) if (keys[k] !== "constructor") replace(prototype, keys[k], method(String(keys[k])));
  }
  replaceAll(Function.prototype, ["call", "apply", "bind"], method);
  replaceAll(iterators[0], ["next"], method);
  replaceAll(iterators[1], ["next"], method);
  replaceAll(Array.prototype, ["push", "shift", "unshift", "splice", "slice", "forEach", "map", Symbol.iterator], method);
  replaceAll(Promise.prototype, ["then"], method);
  replaceAll(Promise, ["resolve", "reject", "withResolvers"], method);
  replaceAll(Promise.prototype, ["constructor"], spy);
  replaceAll(globalThis, ["ReadableStream", "WritableStream"], spy);
  replaceAll(Object.prototype, ["next", "steps", "promise", "head", "0", "value", "done", "pipe", "resolve"], spy);
  const reads = [apply(read, two, []), apply(read, left, []), apply(readBytes, right, [new Uint8Array(8)])];
  const queue = queueMicrotask;
  const afterJobs = (jobs, next) => jobs === 0 ? next() : queue(() => afterJobs(jobs - 1, next));
  await { then(resolve) { afterJobs(300, resolve) } };
  for (let i = restore.length; i > 0; i--) restore[i - 1]();
  equal(seen, "");
  const results = await Promise.all(reads);
  same([results[0].value, [...results[1].value], [...results[2].value]], [1, [1, 2, 3], [1, 2, 3]]);
  await piped;
  equal(out.join(), "2,4,6,8,10,12");
});
