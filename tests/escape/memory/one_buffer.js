// attack: one buffer that is larger than all memory
// stopped by: nothing
for (const bytes of [2 ** 26, 2 ** 31, 2 ** 32, 2 ** 40, 2 ** 53 - 1, Infinity]) throws(() => new ArrayBuffer(bytes));
for (const count of [2 ** 25, 2 ** 32, 2 ** 52]) throws(() => new Float64Array(count));
equal(new Uint8Array(1000).length, 1000);
