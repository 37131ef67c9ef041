// attack: a tenant looks for what a stopped one has left
// stopped by: nothing
const found = [];
for (let i = 0; i < 22; i++) if (new Uint8Array(1 << 20).indexOf(0x5a) >= 0) found.push(i);
equal(found.length, 0);
equal(setTimeout(() => {}), 1);
equal([].concat(Object.keys(Object.prototype), Object.keys(Array.prototype)).length, 0);
