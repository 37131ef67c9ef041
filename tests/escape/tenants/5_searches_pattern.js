// attack: a tenant looks for the pattern in memory that is not cleared by the engine
// stopped by: nothing
const found = [];
for (let i = 0; i < 20; i++) {
  const bytes = new Uint8Array(1 << 20);
  const at = bytes.indexOf(0xa5);
  if (at >= 0) found.push(at);
}
equal(found.length, 0);
const buffer = new ArrayBuffer(16, { maxByteLength: 1 << 20 });
buffer.resize(1 << 20);
check(new Uint8Array(buffer).every((byte) => byte === 0));
check(new Uint8Array(structuredClone(new ArrayBuffer(1 << 16))).every((byte) => byte === 0));
check(new Float64Array(1000).every((n) => n === 0));
