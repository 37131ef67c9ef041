// attack: views of a buffer that has shrunk below them
// stopped by: nothing or convert or exception TypeError
check(true);
const buffer = new ArrayBuffer(64, { maxByteLength: 128 });
const fixed = new Uint32Array(buffer, 8, 8), tracking = new Uint8Array(buffer), view = new DataView(buffer, 16, 16);
[{ get a() { buffer.resize(12); return 1; } }, fixed, tracking, view];
