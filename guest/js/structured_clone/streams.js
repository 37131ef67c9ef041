// Streams in a transfer list: https://streams.spec.whatwg.org/#rs-transfer,
// https://streams.spec.whatwg.org/#ws-transfer, https://streams.spec.whatwg.org/#ts-transfer
//
// The standard sends chunks through a pair of message ports. Here both ends are
// in one realm: a transform stream in between clones each chunk as a port would.
(function (native, primordials, parts) {
  "use strict";
  const { SafeMap } = primordials;
  const {
    ReadableStreamPipeTo, TransformStreamDefaultControllerEnqueue, deserialize, ignore, isReadable, isTransform, isWritable,
    markHandled, publicReadable, publicTransform, publicWritable, readableOf, refuseToClone, serialize, setUpTransform, sidesOf,
    writableOf,
  } = parts;

  const PIPE = { __proto__: null, preventAbort: false, preventCancel: false, preventClose: false, signal: undefined };

  function isTransferableStream(value) {
    return isReadable(value) || isWritable(value) || isTransform(value);
  }

  // The stream that takes the place of `value`, which is locked from now on.
  function transferStream(value) {
    if (isReadable(value)) return publicReadable(moveReadable(readableOf(value)));
    if (isWritable(value)) return publicWritable(moveWritable(writableOf(value)));
    const { readable, writable } = sidesOf(value);
    requireUnlocked(readableOf(readable).reader);
    requireUnlocked(writableOf(writable).writer);
    return publicTransform(publicReadable(moveReadable(readableOf(readable))), publicWritable(moveWritable(writableOf(writable))));
  }

  function moveReadable(source) {
    requireUnlocked(source.reader);
    const carrier = newCarrier();
    markHandled(ReadableStreamPipeTo(source, carrier.writable, PIPE));
    return carrier.readable;
  }

  function moveWritable(dest) {
    requireUnlocked(dest.writer);
    const carrier = newCarrier();
    markHandled(ReadableStreamPipeTo(carrier.readable, dest, PIPE));
    return carrier.writable;
  }

  // https://streams.spec.whatwg.org/#readablestream-create-a-proxy
  function pipeBody(source) {
    const state = { stream: undefined };
    state.stream = setUpTransform(state, passOn, ignore);
    markHandled(ReadableStreamPipeTo(source, state.stream.writable, PIPE));
    source.disturbed = true;
    return state.stream.readable;
  }

  function passOn({ stream }, chunk) {
    TransformStreamDefaultControllerEnqueue(stream, chunk);
  }

  function requireUnlocked(lock) {
    if (lock !== undefined) refuseToClone("a stream that is locked");
  }

  function newCarrier() {
    const state = { stream: undefined };
    state.stream = setUpTransform(state, carry, ignore);
    return state.stream;
  }

  function carry({ stream }, chunk) {
    TransformStreamDefaultControllerEnqueue(stream, cloneChunk(chunk));
  }

  function cloneChunk(chunk) {
    return deserialize(serialize(chunk, new SafeMap()), new SafeMap());
  }

  return { __proto__: null, cloneChunk, isTransferableStream, pipeBody, transferStream };
})
