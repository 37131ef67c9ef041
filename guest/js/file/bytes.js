// Bytes that no script can change: the views here are never handed out.
(function (native, primordials, parts) {
  "use strict";
  const {
    ArrayBufferIsView, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset,
    TypedArrayPrototypeSet, Uint8Array,
  } = primordials;
  const { ReadableByteStreamControllerEnqueue, closeOwnByteStream, ignore, newOwnByteStream, withBytes } = parts;

  // Bytes of a stream's chunk.
  const CHUNK = 65536;

  function bytesOfText(text) {
    return native.encode(text);
  }

  function lengthOfBytes(bytes) {
    return TypedArrayPrototypeGetByteLength(bytes);
  }

  // A part of bytes, without a copy.
  function viewOfBytes(bytes, start, length) {
    return new Uint8Array(TypedArrayPrototypeGetBuffer(bytes), TypedArrayPrototypeGetByteOffset(bytes) + start, length);
  }

  function copyBytes(bytes, start = 0, length = lengthOfBytes(bytes)) {
    const copy = new Uint8Array(length);
    if (length > 0) TypedArrayPrototypeSet(copy, viewOfBytes(bytes, start, length));
    return copy;
  }

  // A copy of what a buffer or view holds.
  function copyOfSource(source, what) {
    return withBytes(source, what, (buffer, offset, length) => {
      const copy = new Uint8Array(length);
      if (length > 0) TypedArrayPrototypeSet(copy, new Uint8Array(buffer, offset, length));
      return copy;
    });
  }

  // What they hold, without a copy: for what is done before a script runs again.
  function viewOfSource(source, what) {
    return withBytes(source, what, (buffer, offset, length) => length === 0 ? new Uint8Array(0) : new Uint8Array(buffer, offset, length));
  }

  function isBufferSource(value) {
    return ArrayBufferIsView(value) || native.kind(value) === "ArrayBuffer";
  }

  // All of them in one.
  function concatBytes(list) {
    if (list.length === 1) return list[0];
    let length = 0;
    for (let i = 0; i < list.length; i++) length += lengthOfBytes(list[i]);
    const all = new Uint8Array(length);
    let at = 0;
    for (let i = 0; i < list.length; i++) {
      TypedArrayPrototypeSet(all, list[i], at);
      at += lengthOfBytes(list[i]);
    }
    return all;
  }

  // https://encoding.spec.whatwg.org/#utf-8-decode
  function textOfBytes(bytes) {
    return decode(bytes, false);
  }

  // https://encoding.spec.whatwg.org/#utf-8-decode-without-bom
  function markedTextOfBytes(bytes) {
    return decode(bytes, true);
  }

  function decode(bytes, keepsMark) {
    const buffer = TypedArrayPrototypeGetBuffer(bytes);
    return native.decodeUtf8(buffer, TypedArrayPrototypeGetByteOffset(bytes), lengthOfBytes(bytes), false, keepsMark);
  }

  // A byte stream of them; it copies when it is read.
  function streamOfBytes(bytes) {
    return newOwnByteStream({ bytes, at: 0, controller: undefined }, pull, ignore);
  }

  function pull(source) {
    const { at, bytes, controller } = source;
    const rest = lengthOfBytes(bytes) - at;
    const length = rest < CHUNK ? rest : CHUNK;
    if (length === 0) {
      closeOwnByteStream(controller);
      return;
    }
    source.at += length;
    ReadableByteStreamControllerEnqueue(controller, copyBytes(bytes, at, length));
    if (length === rest) closeOwnByteStream(controller);
  }

  return {
    __proto__: null, bytesOfText, concatBytes, copyBytes, copyOfSource, isBufferSource, lengthOfBytes, markedTextOfBytes,
    streamOfBytes, textOfBytes, viewOfBytes, viewOfSource,
  };
})
