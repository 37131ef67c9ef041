// attack: a buffer that is taken away while it is encoded
// stopped by: nothing or convert or exception TypeError
check(true);
const bytes = new Uint8Array(1000);
[{ get a() { structuredClone(bytes.buffer, { transfer: [bytes.buffer] }); return 1; } }, bytes, new DataView(new ArrayBuffer(8))];
