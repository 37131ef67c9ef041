// Bodies: https://fetch.spec.whatwg.org/#bodies
//
// A body that is known as a whole is its text or its bytes until somebody asks
// for its stream.
(function (native, primordials, parts) {
  "use strict";
  const {
    PromiseReject, PromiseResolve, StringPrototypeCharCodeAt, TypeError, TypedArrayPrototypeGetSymbolToStringTag, newList,
  } = primordials;
  const {
    AcquireReadableStreamDefaultReader, ReadableByteStreamTee, ReadableStreamCancel, ReadableStreamDefaultReaderRead,
    ReadableStreamDefaultTee, blobState, byteControllerSteps, bytesOfText, cloneChunk, concatBytes, copyOfSource, encodeMultipart, enqueueJob,
    formEntries, isBlob, isBufferSource, isFormData, isParams, isReadable, markHandled, newCapability, publicReadable, readableOf,
    serializeParams, streamOfBytes, toUSVString,
  } = parts;

  function newBody(stream, bytes, text) {
    return { stream, bytes, text, isUsed: false };
  }

  // https://fetch.spec.whatwg.org/#bodyinit, converted: a string or an object of ours.
  function toBodyInit(value) {
    const isKnown = isReadable(value) || isBlob(value) || isBufferSource(value) || isFormData(value) || isParams(value);
    return isKnown ? value : toUSVString(value);
  }

  // https://fetch.spec.whatwg.org/#concept-bodyinit-extract: the body and its type, or null.
  function extractBody(init) {
    if (typeof init === "string") return { body: newBody(undefined, undefined, init), type: "text/plain;charset=UTF-8" };
    if (isReadable(init)) {
      const stream = readableOf(init);
      if (stream.disturbed || stream.reader !== undefined) throw new TypeError("the stream was read or is locked");
      stream.object ??= init;
      return { body: newBody(stream, undefined, undefined), type: null };
    }
    if (isBlob(init)) {
      const { bytes, type } = blobState(init);
      return { body: newBody(undefined, bytes, undefined), type: type === "" ? null : type };
    }
    if (isFormData(init)) {
      const { bytes, type } = encodeMultipart(formEntries(init));
      return { body: newBody(undefined, bytes, undefined), type };
    }
    if (isParams(init)) {
      const type = "application/x-www-form-urlencoded;charset=UTF-8";
      return { body: newBody(undefined, undefined, serializeParams(init)), type };
    }
    return { body: newBody(undefined, copyOfSource(init, "the body"), undefined), type: null };
  }

  function bytesOfBody(body) {
    return body.bytes ??= bytesOfText(body.text);
  }

  function isBodyUsed(body) {
    return body !== null && (body.isUsed || body.stream !== undefined && body.stream.disturbed);
  }

  // https://fetch.spec.whatwg.org/#body-unusable
  function isUnusable(body) {
    return isBodyUsed(body) || body !== null && body.stream !== undefined && body.stream.reader !== undefined;
  }

  // The stream of a body; that of a used one is locked and has ended.
  function streamOfBody(body) {
    if (body.stream !== undefined) return body.stream;
    const stream = body.stream = streamOfBytes(bytesOfBody(body));
    if (body.isUsed) {
      AcquireReadableStreamDefaultReader(stream);
      markHandled(ReadableStreamCancel(stream, undefined));
    }
    return stream;
  }

  // https://fetch.spec.whatwg.org/#body-fully-read: a promise of `convert(bytes)`.
  function consume(body, convert, convertText) {
    if (body !== null && body.stream !== undefined) return readAll(body.stream, convert);
    if (body !== null) body.isUsed = true;
    try {
      const text = body === null ? "" : body.text;
      if (text !== undefined && convertText !== undefined && StringPrototypeCharCodeAt(text, 0) !== 0xFEFF) {
        return PromiseResolve(convertText(text));
      }
      return PromiseResolve(convert(body === null ? bytesOfText("") : bytesOfBody(body)));
    } catch (error) {
      return PromiseReject(error);
    }
  }

  // https://streams.spec.whatwg.org/#readablestreamdefaultreader-read-all-bytes
  function readAll(stream, convert) {
    const capability = newCapability();
    const reader = AcquireReadableStreamDefaultReader(stream);
    readNext({ next: undefined, steps, reader, stream, convert, chunks: newList(), capability });
    return capability.promise;
  }

  function readNext(request) {
    ReadableStreamDefaultReaderRead(request.reader, request);
  }

  const steps = {
    __proto__: null,
    chunk(request, chunk) {
      const { capability, chunks, stream } = request;
      if (TypedArrayPrototypeGetSymbolToStringTag(chunk) !== "Uint8Array") {
        const error = new TypeError("a chunk of the body is not a Uint8Array");
        capability.reject(error);
        markHandled(ReadableStreamCancel(stream, error));
        return;
      }
      chunks[chunks.length] = copyOfSource(chunk, "a chunk of the body");
      enqueueJob(readNext, request);
    },
    close({ capability, chunks, convert }) {
      try {
        capability.resolve(convert(concatBytes(chunks)));
      } catch (error) {
        capability.reject(error);
      }
    },
    error({ capability }, e) {
      capability.reject(e);
    },
  };

  // Nobody will read it.
  function cancelBody(body, reason) {
    if (body !== null && body.stream !== undefined) markHandled(ReadableStreamCancel(body.stream, reason));
  }

  // https://fetch.spec.whatwg.org/#concept-body-clone
  function cloneBody(body) {
    if (body.stream === undefined) return newBody(undefined, body.bytes, body.text);
    const { stream } = body;
    const isBytes = stream.controller.steps === byteControllerSteps;
    const tee = isBytes ? ReadableByteStreamTee(stream) : ReadableStreamDefaultTee(stream, cloneChunk);
    body.stream = tee.branch1;
    return newBody(tee.branch2, undefined, undefined);
  }

  return {
    __proto__: null, bytesOfBody, cancelBody, cloneBody, consumeBody: consume, extractBody, isBodyUsed, isUnusable, newBody, streamOfBody,
    publicBody: (body) => publicReadable(streamOfBody(body)), toBodyInit,
  };
})
