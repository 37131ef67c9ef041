// Tee of a byte stream: https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamtee
//
// It reads with the kind of reader that the branch which pulls asks for.
(function (native, primordials, parts) {
  "use strict";
  const {
    AcquireReadableStreamBYOBReader, AcquireReadableStreamDefaultReader, REJECTED, ReadableByteStreamControllerClose,
    ReadableByteStreamControllerEnqueue, ReadableByteStreamControllerError, ReadableByteStreamControllerGetBYOBRequest,
    ReadableByteStreamControllerRespond, ReadableByteStreamControllerRespondWithNewView, ReadableStreamBYOBReaderRead,
    ReadableStreamDefaultReaderRead, ReadableStreamReaderRelease, StartReadableByteStreamController, bufferOfView,
    byteLengthOfView, byteOffsetOfView, cancelSource, cloneBytes, enqueueJob, listen, newByteController, newReadable, newTee,
    settleCancel, teeCancel1, teeCancel2,
  } = parts;

  function ReadableByteStreamTee(stream) {
    const tee = newTee(stream, AcquireReadableStreamDefaultReader(stream), undefined);
    tee.branch1 = newBranch(tee, pull1, teeCancel1);
    tee.branch2 = newBranch(tee, pull2, teeCancel2);
    tee.readAgain = { branch1: false, branch2: false };
    forwardReaderError(tee);
    return tee;
  }

  // https://streams.spec.whatwg.org/#abstract-opdef-createreadablebytestream
  function newBranch(tee, pull, cancel) {
    const stream = newReadable();
    const controller = stream.controller = newByteController(stream, 0, undefined);
    controller.source = tee;
    controller.pull = pull;
    controller.cancel = cancel;
    StartReadableByteStreamController(controller, undefined);
    return stream;
  }

  function forwardReaderError(tee) {
    listen(tee.reader.closed, readerEnded, { tee, reader: tee.reader });
  }

  function readerEnded({ tee, reader }) {
    if (reader !== tee.reader || reader.closed.status !== REJECTED) return;
    failBoth(tee, reader.closed.value);
    settleCancel(tee);
  }

  function failBoth(tee, e) {
    ReadableByteStreamControllerError(tee.branch1.controller, e);
    ReadableByteStreamControllerError(tee.branch2.controller, e);
  }

  function pull1(tee) {
    if (tee.reading) tee.readAgain.branch1 = true;
    else pull(tee, tee.branch1, tee.branch2);
  }

  function pull2(tee) {
    if (tee.reading) tee.readAgain.branch2 = true;
    else pull(tee, tee.branch2, tee.branch1);
  }

  function pull(tee, branch, other) {
    tee.reading = true;
    const request = ReadableByteStreamControllerGetBYOBRequest(branch.controller);
    if (request === null) pullWithDefaultReader(tee);
    else pullWithBYOBReader(tee, branch.controller.byobRequest.view, branch, other);
  }

  function pullWithDefaultReader(tee) {
    if (tee.reader.isByob) {
      ReadableStreamReaderRelease(tee.reader);
      tee.reader = AcquireReadableStreamDefaultReader(tee.stream);
      forwardReaderError(tee);
    }
    ReadableStreamDefaultReaderRead(tee.reader, { next: undefined, steps: defaultSteps, tee });
  }

  const defaultSteps = {
    __proto__: null,
    chunk: (request, chunk) => enqueueJob(forward, request.tee, chunk),
    close({ tee }) {
      const { branch1, branch2 } = tee;
      tee.reading = false;
      if (!tee.canceled1) ReadableByteStreamControllerClose(branch1.controller);
      if (!tee.canceled2) ReadableByteStreamControllerClose(branch2.controller);
      if (branch1.controller.pullIntos.head !== undefined) ReadableByteStreamControllerRespond(branch1.controller, 0);
      if (branch2.controller.pullIntos.head !== undefined) ReadableByteStreamControllerRespond(branch2.controller, 0);
      settleCancel(tee);
    },
    error({ tee }) {
      tee.reading = false;
    },
  };

  function forward(tee, chunk) {
    tee.readAgain.branch1 = tee.readAgain.branch2 = false;
    let chunk2 = chunk;
    if (!tee.canceled1 && !tee.canceled2) {
      chunk2 = cloneOrFail(tee, chunk);
      if (chunk2 === undefined) return;
    }
    if (!tee.canceled1) ReadableByteStreamControllerEnqueue(tee.branch1.controller, chunk);
    if (!tee.canceled2) ReadableByteStreamControllerEnqueue(tee.branch2.controller, chunk2);
    readAgain(tee);
  }

  function cloneOrFail(tee, chunk) {
    try {
      return cloneBytes(bufferOfView(chunk), byteOffsetOfView(chunk), byteLengthOfView(chunk));
    } catch (error) {
      failBoth(tee, error);
      cancelSource(tee, error);
      return undefined;
    }
  }

  function readAgain(tee) {
    tee.reading = false;
    if (tee.readAgain.branch1) pull1(tee);
    else if (tee.readAgain.branch2) pull2(tee);
  }

  function pullWithBYOBReader(tee, view, branch, other) {
    if (!tee.reader.isByob) {
      ReadableStreamReaderRelease(tee.reader);
      tee.reader = AcquireReadableStreamBYOBReader(tee.stream);
      forwardReaderError(tee);
    }
    ReadableStreamBYOBReaderRead(tee.reader, view, 1, { next: undefined, steps: byobSteps, tee, branch, other });
  }

  function isCanceled(tee, branch) {
    return branch === tee.branch1 ? tee.canceled1 : tee.canceled2;
  }

  const byobSteps = {
    __proto__: null,
    chunk: (request, chunk) => enqueueJob(forwardInto, request, chunk),
    close({ tee, branch, other }, chunk) {
      tee.reading = false;
      const isBranchCanceled = isCanceled(tee, branch), isOtherCanceled = isCanceled(tee, other);
      if (!isBranchCanceled) ReadableByteStreamControllerClose(branch.controller);
      if (!isOtherCanceled) ReadableByteStreamControllerClose(other.controller);
      if (chunk !== undefined) {
        if (!isBranchCanceled) ReadableByteStreamControllerRespondWithNewView(branch.controller, chunk);
        if (!isOtherCanceled && other.controller.pullIntos.head !== undefined) ReadableByteStreamControllerRespond(other.controller, 0);
      }
      settleCancel(tee);
    },
    error({ tee }) {
      tee.reading = false;
    },
  };

  function forwardInto({ tee, branch, other }, chunk) {
    tee.readAgain.branch1 = tee.readAgain.branch2 = false;
    const isBranchCanceled = isCanceled(tee, branch);
    if (!isCanceled(tee, other)) {
      const clone = cloneOrFail(tee, chunk);
      if (clone === undefined) return;
      if (!isBranchCanceled) ReadableByteStreamControllerRespondWithNewView(branch.controller, chunk);
      ReadableByteStreamControllerEnqueue(other.controller, clone);
    } else if (!isBranchCanceled) {
      ReadableByteStreamControllerRespondWithNewView(branch.controller, chunk);
    }
    readAgain(tee);
  }

  return { __proto__: null, ReadableByteStreamTee };
})
