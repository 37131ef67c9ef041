// attack: a tenant reads all memory that it can get, for what was not cleared
// stopped by: nothing
const found = [];
for (let i = 0; i < 22; i++) {
  const words = new BigUint64Array(1 << 17);
  if (!words.every((word) => word === 0n)) found.push(i);
}
equal(found.length, 0);
for (let i = 0; i < 2000; i++) {
  const bytes = new Uint8Array(10 + (i % 500));
  for (const byte of bytes) if (byte !== 0) found.push(byte);
}
equal(found.length, 0);
