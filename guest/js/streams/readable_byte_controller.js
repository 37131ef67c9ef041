// ReadableByteStreamController and ReadableStreamBYOBRequest:
// https://streams.spec.whatwg.org/#rbs-controller-class, https://streams.spec.whatwg.org/#rs-byob-request-class
(function (native, primordials, parts) {
  "use strict";
  const { TypeError, Uint8Array } = primordials;
  const {
    READABLE, ReadableByteStreamControllerClose, ReadableByteStreamControllerEnqueue, ReadableByteStreamControllerError,
    ReadableByteStreamControllerGetDesiredSize, ReadableByteStreamControllerRespond,
    ReadableByteStreamControllerRespondWithNewView, bufferOfView, byteLengthOfView, defineInterface, illegalConstructor,
    isDetachedBuffer, requireArguments, toEnforcedUnsigned, toView,
  } = parts;

  // The record that the next public object is made for.
  let making;

  class ReadableByteStreamController {
    #state;
    constructor() {
      if (making === undefined) illegalConstructor();
      this.#state = making;
      making = undefined;
    }
    get byobRequest() {
      return ReadableByteStreamControllerGetBYOBRequest(this.#state);
    }
    get desiredSize() {
      return ReadableByteStreamControllerGetDesiredSize(this.#state);
    }
    close() {
      const controller = this.#state;
      if (controller.closeRequested || controller.stream.state !== READABLE) throw new TypeError("the stream is closed or errored");
      ReadableByteStreamControllerClose(controller);
    }
    enqueue(chunk) {
      const controller = this.#state;
      requireArguments(arguments.length, 1, "ReadableByteStreamController.enqueue");
      const buffer = bufferOfView(toView(chunk));
      if (isDetachedBuffer(buffer)) throw new TypeError("the chunk's buffer is detached");
      if (byteLengthOfView(chunk) === 0) throw new TypeError("the chunk is empty");
      if (controller.closeRequested || controller.stream.state !== READABLE) throw new TypeError("the stream is closed or errored");
      ReadableByteStreamControllerEnqueue(controller, chunk);
    }
    error(e = undefined) {
      ReadableByteStreamControllerError(this.#state, e);
    }
  }

  // https://streams.spec.whatwg.org/#rs-byob-request-class
  class ReadableStreamBYOBRequest {
    #state;
    constructor() {
      if (making === undefined) illegalConstructor();
      this.#state = making;
      making = undefined;
    }
    get view() {
      return this.#state.view;
    }
    respond(bytesWritten) {
      const request = this.#state;
      requireArguments(arguments.length, 1, "ReadableStreamBYOBRequest.respond");
      bytesWritten = toEnforcedUnsigned(bytesWritten, "bytesWritten");
      if (request.controller === undefined) throw new TypeError("the request was answered");
      if (isDetachedBuffer(bufferOfView(request.view))) throw new TypeError("the view's buffer is detached");
      ReadableByteStreamControllerRespond(request.controller, bytesWritten);
    }
    respondWithNewView(view) {
      const request = this.#state;
      requireArguments(arguments.length, 1, "ReadableStreamBYOBRequest.respondWithNewView");
      toView(view);
      if (request.controller === undefined) throw new TypeError("the request was answered");
      if (isDetachedBuffer(bufferOfView(view))) throw new TypeError("the view's buffer is detached");
      ReadableByteStreamControllerRespondWithNewView(request.controller, view);
    }
  }

  // https://streams.spec.whatwg.org/#readable-byte-stream-controller-get-byob-request
  // `byobRequest` is the record, with the public object in it.
  function ReadableByteStreamControllerGetBYOBRequest(controller) {
    if (controller.byobRequest !== undefined) return controller.byobRequest.object;
    const first = controller.pullIntos.head;
    if (first === undefined) return null;
    const view = new Uint8Array(first.buffer, first.byteOffset + first.bytesFilled, first.byteLength - first.bytesFilled);
    const request = making = { controller, view, object: undefined };
    controller.byobRequest = request;
    return request.object = new ReadableStreamBYOBRequest();
  }

  function publicByteController(controller) {
    making = controller;
    return controller.object = new ReadableByteStreamController();
  }

  defineInterface(ReadableByteStreamController);
  defineInterface(ReadableStreamBYOBRequest);

  return { __proto__: null, ReadableByteStreamControllerGetBYOBRequest, publicByteController };
})
