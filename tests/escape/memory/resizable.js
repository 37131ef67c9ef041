// attack: a buffer that says how far it will grow, and grows
// stopped by: nothing or limit memory or exception RangeError
// after: either
throws(() => {
  const buffer = new ArrayBuffer(8, { maxByteLength: 2 ** 32 });
  for (let size = 8; ; size *= 2) buffer.resize(size);
});
