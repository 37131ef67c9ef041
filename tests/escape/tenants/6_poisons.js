// attack: a tenant is stopped in the middle of native code, with its hands full
// stopped by: limit wall time or limit memory
// after: either
const all = [];
try {
  for (let i = 0; i < 15; i++) all.push(new Uint8Array(1 << 20).fill(0x5a));
} catch {}
for (;;) all[0].indexOf(1);
