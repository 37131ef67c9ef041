// Byte streams whose source is ours: it knows its controller, and is asked when somebody reads.
(function (native, primordials, parts) {
  "use strict";
  const {
    READABLE, ReadableByteStreamControllerClose, ReadableByteStreamControllerRespond, newByteController, newReadable,
    publicByteController,
  } = parts;

  // `source.controller` is set.
  function newOwnByteStream(source, pull, cancel) {
    const stream = newReadable();
    const controller = stream.controller = newByteController(stream, 0, undefined);
    source.controller = controller;
    controller.source = source;
    controller.pull = pull;
    controller.cancel = cancel;
    controller.started = true;
    publicByteController(controller);
    return stream;
  }

  function closeOwnByteStream(controller) {
    if (controller.stream.state !== READABLE) return;
    // Throws where the bytes end within an element; the stream is errored then.
    ReadableByteStreamControllerClose(controller);
    if (controller.pullIntos.head !== undefined) ReadableByteStreamControllerRespond(controller, 0);
  }

  return { __proto__: null, closeOwnByteStream, newOwnByteStream };
})
