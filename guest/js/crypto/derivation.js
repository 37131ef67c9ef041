// PBKDF2 and HKDF: https://w3c.github.io/webcrypto/#pbkdf2, https://w3c.github.io/webcrypto/#hkdf
(function (native, primordials, parts) {
  "use strict";
  const {
    bytesMember, copyBytes, hashMember, hashOf, newDOMException, newKey, numberMember, operationError, registerAlgorithm, requireUsages,
  } = parts;

  const ALLOWED = { __proto__: null, deriveKey: 0, deriveBits: 0 };

  function register(name, read, derive) {
    registerAlgorithm(name, { __proto__: null, deriveBits: read, importKey: null, getKeyLength: null }, {
      __proto__: null,
      deriveBits(algorithm, state, length) {
        if (length === null || length % 8 !== 0) operationError("the length is not that of whole bytes");
        return derive(algorithm, state.data, length / 8);
      },
      importKey(format, data, algorithm, extractable, usages) {
        if (format !== "raw" && format !== "raw-secret") throw newDOMException(name + " keys have no format '" + format + "'", "NotSupportedError");
        requireUsages(usages, ALLOWED);
        if (extractable) throw newDOMException("a " + name + " key cannot be extractable", "SyntaxError");
        return newKey("secret", { __proto__: null, name }, false, usages, copyBytes(data));
      },
      getKeyLength: () => null,
    });
  }

  function pbkdf2Members(given, record) {
    hashMember(given, record);
    numberMember(given, record, "iterations", 32);
    bytesMember(given, record, "salt");
  }

  register("PBKDF2", pbkdf2Members, ({ hash, iterations, salt }, key, length) => {
    if (iterations === 0) operationError("iterations is 0");
    return native.pbkdf2(hashOf(hash).number, key, salt, iterations, length);
  });

  function hkdfMembers(given, record) {
    hashMember(given, record);
    bytesMember(given, record, "info");
    bytesMember(given, record, "salt");
  }

  register("HKDF", hkdfMembers, ({ hash, info, salt }, key, length) => {
    const bytes = native.hkdf(hashOf(hash).number, key, salt, info, length);
    return bytes === undefined ? operationError("HKDF does not give as many bits") : bytes;
  });
})
