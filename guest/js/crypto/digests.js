// SHA: https://w3c.github.io/webcrypto/#sha
(function (native, primordials, parts) {
  "use strict";
  const { registerAlgorithm } = parts;

  // Numbered as in web/crypto/subtle/hash.rs; `block` is in bytes.
  const HASHES = {
    __proto__: null,
    "SHA-1": { __proto__: null, number: 0, length: 20, block: 64, suffix: "1" },
    "SHA-256": { __proto__: null, number: 1, length: 32, block: 64, suffix: "256" },
    "SHA-384": { __proto__: null, number: 2, length: 48, block: 128, suffix: "384" },
    "SHA-512": { __proto__: null, number: 3, length: 64, block: 128, suffix: "512" },
  };
  for (const name in HASHES) {
    registerAlgorithm(name, { __proto__: null, digest: null }, {
      __proto__: null,
      digest: (algorithm, data) => native.digest(HASHES[name].number, data),
    });
  }

  return { __proto__: null, digestOf: (name, data) => native.digest(HASHES[name].number, data), hashOf: ({ name }) => HASHES[name] };
})
