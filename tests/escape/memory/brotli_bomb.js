// attack: a few bytes of brotli that unpack to very many, in rounds
// stopped by: limit memory or limit wall time
(async () => {
  const pack = (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("brotli"))).arrayBuffer();
  const packed = await pack(new Uint8Array(8 << 20));
  check(packed.byteLength < 100_000);
  const kept = [];
  for (;;) kept.push(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("brotli"))).arrayBuffer());
})();
