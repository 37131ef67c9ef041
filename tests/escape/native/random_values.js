// attack: random bytes for ever
// stopped by: limit wall time
const bytes = new Uint8Array(65536);
for (;;) crypto.getRandomValues(bytes);
