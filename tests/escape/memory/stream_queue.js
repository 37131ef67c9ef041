// attack: a stream whose queue nobody reads
// stopped by: limit memory
// after: either
new ReadableStream({
  start(controller) {
    for (;;) controller.enqueue(new Uint8Array(1000));
  },
});
