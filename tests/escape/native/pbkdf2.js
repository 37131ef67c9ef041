// attack: a key derived with as many rounds as there are
// stopped by: limit wall time or exception OperationError or exception NotSupportedError or exception TypeError
(async () => {
  const key = await crypto.subtle.importKey("raw", new Uint8Array(8), "PBKDF2", false, ["deriveBits"]);
  await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-512", salt: new Uint8Array(8), iterations: 2 ** 32 - 1 }, key, 512);
})();
