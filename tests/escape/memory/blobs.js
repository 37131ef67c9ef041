// attack: blobs of blobs, each twice as long
// stopped by: limit memory or limit wall time or exception RangeError
(async () => {
  let blob = new Blob(["x".repeat(1000)]);
  for (let i = 0; i < 60; i++) blob = new Blob([blob, blob]);
  await blob.arrayBuffer();
})();
