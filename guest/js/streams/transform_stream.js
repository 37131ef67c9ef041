// TransformStream and its controller: https://streams.spec.whatwg.org/#ts-class,
// https://streams.spec.whatwg.org/#ts-default-controller-class
(function (native, primordials, parts) {
  "use strict";
  const { RangeError, ReflectApply } = primordials;
  const {
    ExtractHighWaterMark, ExtractSizeAlgorithm, ReadableStreamDefaultControllerError, ReadableStreamDefaultControllerGetDesiredSize,
    TransformStreamDefaultControllerEnqueue, TransformStreamDefaultControllerTerminate, TransformStreamError, callbackMember,
    defineInterface, enqueueJob, illegalConstructor, methodOf, newTransform, publicReadable, publicWritable,
    readableControllerStarted, toObject, toQueuingStrategy, uponResult, writableControllerStartFailed, writableControllerStarted,
  } = parts;

  // The record that the next controller is made for, and the sides of the next stream.
  let making, makingSides;
  let isTransform, sidesOf;

  class TransformStream {
    #readable;
    #writable;
    static {
      isTransform = (value) => typeof value === "object" && value !== null && #readable in value;
      sidesOf = (stream) => ({ readable: stream.#readable, writable: stream.#writable });
    }
    constructor(transformer = undefined, writableStrategy = undefined, readableStrategy = undefined) {
      if (makingSides !== undefined) {
        this.#readable = makingSides.readable;
        this.#writable = makingSides.writable;
        makingSides = undefined;
        return;
      }
      const source = toObject(transformer, "transformer");
      const stream = fromTransformer(source, toQueuingStrategy(writableStrategy), toQueuingStrategy(readableStrategy));
      this.#readable = publicReadable(stream.readable);
      this.#writable = publicWritable(stream.writable);
    }
    get readable() {
      return this.#readable;
    }
    get writable() {
      return this.#writable;
    }
  }

  // https://streams.spec.whatwg.org/#ts-constructor
  function fromTransformer(transformer, writableStrategy, readableStrategy) {
    const cancel = callbackMember(transformer, "cancel"), flush = callbackMember(transformer, "flush");
    if (transformer.readableType !== undefined) throw new RangeError("transformer.readableType is reserved");
    const start = callbackMember(transformer, "start"), transform = callbackMember(transformer, "transform");
    if (transformer.writableType !== undefined) throw new RangeError("transformer.writableType is reserved");
    const readableHighWaterMark = ExtractHighWaterMark(readableStrategy, 0);
    const readableSize = ExtractSizeAlgorithm(readableStrategy);
    const writableHighWaterMark = ExtractHighWaterMark(writableStrategy, 1);
    const writableSize = ExtractSizeAlgorithm(writableStrategy);
    const stream = newTransform(writableHighWaterMark, writableSize, readableHighWaterMark, readableSize);
    stream.transformer = transformer;
    if (transform !== undefined) stream.transform = methodOf(transform);
    stream.flush = methodOf(flush);
    stream.cancel = methodOf(cancel);
    if (cancel === undefined && flush === undefined && start === undefined && transform === undefined) stream.codec = null;
    making = stream;
    stream.object = new TransformStreamDefaultController();
    const startResult = start === undefined ? undefined : ReflectApply(start, transformer, [stream.object]);
    uponResult(startResult, stream, waitOnce, startFailed);
    return stream;
  }

  // https://streams.spec.whatwg.org/#transformstream-set-up: a stream of ours, whose
  // algorithms get `transformer`, a record of ours; `codec` does the same in Rust.
  function setUpTransform(transformer, transform, flush, codec = undefined) {
    const stream = newTransform(1, undefined, 0, undefined);
    stream.transformer = transformer;
    stream.transform = transform;
    stream.flush = flush;
    stream.codec = codec;
    enqueueJob(startBoth, stream);
    return stream;
  }

  // The standard resolves a promise with the start promise, which takes two jobs:
  // what a script does at once after making a stream comes before its start.
  function waitOnce(stream) {
    enqueueJob(waitTwice, stream);
  }

  function waitTwice(stream) {
    enqueueJob(startBoth, stream);
  }

  function startBoth({ readable, writable }) {
    writableControllerStarted(writable.controller);
    readableControllerStarted(readable.controller);
  }

  function startFailed({ readable, writable }, reason) {
    writableControllerStartFailed(writable.controller, reason);
    ReadableStreamDefaultControllerError(readable.controller, reason);
  }

  class TransformStreamDefaultController {
    #state;
    constructor() {
      if (making === undefined) illegalConstructor();
      this.#state = making;
      making = undefined;
    }
    get desiredSize() {
      return ReadableStreamDefaultControllerGetDesiredSize(this.#state.readable.controller);
    }
    enqueue(chunk = undefined) {
      TransformStreamDefaultControllerEnqueue(this.#state, chunk);
    }
    error(reason = undefined) {
      TransformStreamError(this.#state, reason);
    }
    terminate() {
      TransformStreamDefaultControllerTerminate(this.#state);
    }
  }

  defineInterface(TransformStream);
  defineInterface(TransformStreamDefaultController);

  // A stream of two public sides.
  function publicTransform(readable, writable) {
    makingSides = { readable, writable };
    return new TransformStream();
  }

  return { __proto__: null, isTransform, publicTransform, setUpTransform, sidesOf };
})
