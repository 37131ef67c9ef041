// attack: bytes packed for ever
// stopped by: limit wall time
(async () => {
  const stream = new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(1 << 16)) });
  for await (const chunk of stream.pipeThrough(new CompressionStream("deflate"))) chunk;
})();
