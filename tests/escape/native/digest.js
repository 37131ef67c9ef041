// attack: digests of the same bytes for ever
// stopped by: limit wall time
(async () => {
  const bytes = new Uint8Array(4 << 20);
  for (;;) await crypto.subtle.digest("SHA-512", bytes);
})();
