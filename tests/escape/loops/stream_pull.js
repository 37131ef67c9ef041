// attack: a stream that is read for ever
// stopped by: limit wall time
(async () => {
  const stream = new ReadableStream({ pull: (controller) => controller.enqueue(1) });
  for await (const chunk of stream) chunk;
})();
