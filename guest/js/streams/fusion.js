// Pipes from one stream of the host's to another, through transforms that Rust can
// do alone: it then moves the bytes itself (web/streams/fusion.rs), from the moment
// at which the first pipe would read and nothing is on its way in between.
//
// The streams stay as they are meanwhile: locked, open and empty. The first pipe
// counts as reading. What ends the flow is done to the stream that it happened to,
// and each pipe goes on as it would have without.
(function (native, primordials, parts) {
  "use strict";
  const { newList } = primordials;
  const {
    READABLE, READER, ReadableByteStreamControllerError, TransformStreamError, WRITABLE, WritableStreamCloseQueuedOrInFlight,
    WritableStreamDefaultControllerErrorIfNeeded, closeOwnByteStream, endOfSink, idleSource, transformWrite, uponPromise,
  } = parts;
  const { fuseEnds, spliceEnds, stopFused } = native;

  // The other places of a failure; those from 0 on are codecs.
  const STOPPED = -3;

  // Whether the pipe leaves what its source has to Rust, now or soon.
  function fuse(first) {
    const from = idleSource(first.source);
    if (from === undefined) return false;
    const fusion = newFusion(first, from);
    if (!follow(fusion, first)) return false;
    if (!fusion.isBusy && !begin(fusion)) return false;
    const { pipes } = fusion;
    for (let i = 0; i < pipes.length; i++) pipes[i].fusion = fusion;
    first.isReading = true;
    return true;
  }

  // `streams` are the transforms that are more than a passage, `codecs` what they do.
  function newFusion(first, from) {
    return {
      first, from, to: undefined, sink: undefined, pipes: newList(), streams: newList(), codecs: newList(), isBusy: false, isRunning: false,
      isStopped: false, hasSignal: false,
    };
  }

  // Whether the way from this pipe on leads to the host and nobody has a say in it.
  function follow(fusion, pipe) {
    while (pipe !== undefined) {
      const { dest, signal } = pipe;
      if (pipe.isShuttingDown || dest.state !== WRITABLE || WritableStreamCloseQueuedOrInFlight(dest)) return false;
      const controller = dest.controller;
      if (controller.strategySize !== undefined || controller.strategyHWM <= 0) return false;
      if (signal !== undefined) fusion.hasSignal = true;
      if (pipe.pendingWrites > 0 || controller.head !== undefined || dest.inFlightWrite !== undefined) fusion.isBusy = true;
      fusion.pipes[fusion.pipes.length] = pipe;
      fusion.to = endOfSink(controller);
      if (fusion.to !== undefined) {
        fusion.sink = controller;
        return true;
      }
      pipe = controller.write === transformWrite ? pipeBehind(fusion, controller.sink) : undefined;
    }
    return false;
  }

  // The pipe that reads what a transform of ours gives.
  function pipeBehind(fusion, stream) {
    const { codec, readable } = stream;
    const { controller, reader, state } = readable;
    if (codec === undefined || stream.finish !== undefined || state !== READABLE || reader === undefined) return undefined;
    if (controller.closeRequested || controller.strategySize !== undefined) return undefined;
    if (controller.head !== undefined) fusion.isBusy = true;
    if (codec !== null) {
      const { codecs, streams } = fusion;
      codecs[codecs.length] = codec;
      streams[streams.length] = stream;
    }
    return reader.pipe;
  }

  // Whether Rust has taken over.
  function begin(fusion) {
    const { codecs, first, from, hasSignal, to } = fusion;
    let flow;
    try {
      // What the host moves itself cannot be stopped without loss.
      if (codecs.length === 0 && !hasSignal) flow = spliceEnds(from, to);
      if (flow === undefined) flow = fuseEnds(from, to, codecs);
    } catch (error) {
      ReadableByteStreamControllerError(first.source.controller, error);
      return true;
    }
    if (flow === undefined) return false;
    fusion.isRunning = true;
    uponPromise(flow, fusion, ended, failed);
    return true;
  }

  function ended(fusion) {
    release(fusion);
    closeOwnByteStream(fusion.first.source.controller);
    resume(fusion);
  }

  function failed(fusion, { place, reason }) {
    release(fusion);
    if (place === READER) ReadableByteStreamControllerError(fusion.first.source.controller, reason);
    else if (place >= 0) TransformStreamError(fusion.streams[place], reason);
    else if (place !== STOPPED) WritableStreamDefaultControllerErrorIfNeeded(fusion.sink, reason);
    resume(fusion);
  }

  function release({ first, pipes }) {
    for (let i = 0; i < pipes.length; i++) pipes[i].fusion = undefined;
    first.isReading = false;
  }

  function resume({ pipes }) {
    for (let i = 0; i < pipes.length; i++) {
      if (pipes[i].isShuttingDown) pipes[i].proceed(pipes[i]);
    }
    for (let i = 0; i < pipes.length; i++) {
      if (!pipes[i].isShuttingDown) pipes[i].writer.step(pipes[i]);
    }
  }

  // A chunk that was on its way may have arrived: the first pipe looks again.
  function retryFusion(fusion) {
    if (fusion.isRunning) return;
    release(fusion);
    fusion.first.writer.step(fusion.first);
  }

  // Whether a pipe that shuts down has to wait for the end of what runs.
  function stopFusion(fusion) {
    if (!fusion.isRunning) retryFusion(fusion);
    else if (!fusion.isStopped) {
      fusion.isStopped = true;
      stopFused(fusion.from);
    }
    return fusion.isRunning;
  }

  return { __proto__: null, fuse, retryFusion, stopFusion };
})
