// SubtleCrypto: https://w3c.github.io/webcrypto/#subtlecrypto-interface
//
// Everything is done when it is asked for; a promise has the result.
(function (native, primordials, parts) {
  "use strict";
  const {
    JSONParse, JSONStringify, PromiseReject, PromiseResolve, TypeError, TypedArrayPrototypeGetBuffer,
  } = primordials;
  const {
    KEY_USAGES, algorithmOf, bytesOfText, copyOfSource, dataError, defineInterface, illegalConstructor, isBufferSource, isCryptoKey,
    isObject, keyState, newDOMException, normalizeAlgorithm, rejectInvocation, requireArguments, requireUsage, textOfBytes, toEnum,
    toIdentifier, toJwk, toSequence, toUnsigned, viewOfSource,
  } = parts;

  const FORMATS = {
    __proto__: null, raw: 0, spki: 0, pkcs8: 0, jwk: 0, "raw-public": 0, "raw-private": 0, "raw-seed": 0, "raw-secret": 0,
  };

  let isMaking = false;
  let isSubtle;

  class SubtleCrypto {
    #brand = true;
    static {
      isSubtle = (value) => typeof value === "object" && value !== null && #brand in value;
    }
    constructor() {
      if (!isMaking) illegalConstructor();
    }
    encrypt(algorithm, key, data) {
      return answer(this, arguments.length, 3, "encrypt", () => crypt("encrypt", algorithm, key, data));
    }
    decrypt(algorithm, key, data) {
      return answer(this, arguments.length, 3, "decrypt", () => crypt("decrypt", algorithm, key, data));
    }
    sign(algorithm, key, data) {
      return answer(this, arguments.length, 3, "sign", () => crypt("sign", algorithm, key, data));
    }
    verify(algorithm, key, signature, data) {
      return answer(this, arguments.length, 4, "verify", () => {
        algorithm = toIdentifier(algorithm);
        const state = toKey(key);
        requireBytes(signature, "the signature");
        requireBytes(data, "the data");
        const normal = normalizeAlgorithm("verify", algorithm);
        const signatureBytes = copyOfSource(signature, "the signature");
        const dataBytes = copyOfSource(data, "the data");
        requireSameName(normal, state);
        requireUsage(state, "verify");
        return algorithmOf(normal.name).verify(normal, state, signatureBytes, dataBytes);
      });
    }
    digest(algorithm, data) {
      return answer(this, arguments.length, 2, "digest", () => {
        algorithm = toIdentifier(algorithm);
        requireBytes(data, "the data");
        const normal = normalizeAlgorithm("digest", algorithm);
        // Nothing changes them any more: no copy is needed.
        return toBuffer(algorithmOf(normal.name).digest(normal, viewOfSource(data, "the data")));
      });
    }
    generateKey(algorithm, extractable, keyUsages) {
      return answer(this, arguments.length, 3, "generateKey", () => {
        algorithm = toIdentifier(algorithm);
        const usages = toUsages(keyUsages);
        const normal = normalizeAlgorithm("generateKey", algorithm);
        const made = algorithmOf(normal.name).generateKey(normal, !!extractable, usages);
        requireSomeUsage(isCryptoKey(made) ? made : made.privateKey);
        return made;
      });
    }
    deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
      return answer(this, arguments.length, 5, "deriveKey", () => {
        algorithm = toIdentifier(algorithm);
        const state = toKey(baseKey);
        derivedKeyType = toIdentifier(derivedKeyType);
        const usages = toUsages(keyUsages);
        const normal = normalizeAlgorithm("deriveBits", algorithm);
        const type = normalizeAlgorithm("importKey", derivedKeyType);
        const sized = normalizeAlgorithm("getKeyLength", derivedKeyType);
        requireSameName(normal, state);
        requireUsage(state, "deriveKey");
        const length = algorithmOf(sized.name).getKeyLength(sized);
        const bytes = algorithmOf(normal.name).deriveBits(normal, state, length);
        const key = algorithmOf(type.name).importKey("raw", bytes, type, !!extractable, usages);
        requireSomeUsage(key);
        return key;
      });
    }
    deriveBits(algorithm, baseKey, length = null) {
      return answer(this, arguments.length, 2, "deriveBits", () => {
        algorithm = toIdentifier(algorithm);
        const state = toKey(baseKey);
        length = length === null || length === undefined ? null : toUnsigned(length, "length", 32);
        const normal = matching("deriveBits", algorithm, state);
        requireUsage(state, "deriveBits");
        return toBuffer(algorithmOf(normal.name).deriveBits(normal, state, length));
      });
    }
    importKey(format, keyData, algorithm, extractable, keyUsages) {
      return answer(this, arguments.length, 5, "importKey", () => {
        format = toEnum(format, FORMATS, "format");
        const jwk = isBufferSource(keyData) ? undefined : toJwk(keyData);
        algorithm = toIdentifier(algorithm);
        const usages = toUsages(keyUsages);
        const normal = normalizeAlgorithm("importKey", algorithm);
        if ((jwk === undefined) === (format === "jwk")) throw new TypeError("the key is not of the format '" + format + "'");
        return imported(format, jwk ?? copyOfSource(keyData, "the key"), normal, !!extractable, usages);
      });
    }
    exportKey(format, key) {
      return answer(this, arguments.length, 2, "exportKey", () => {
        format = toEnum(format, FORMATS, "format");
        const exportedKey = exported(format, toKey(key));
        return format === "jwk" ? exportedKey : toBuffer(exportedKey);
      });
    }
    wrapKey(format, key, wrappingKey, wrapAlgorithm) {
      return answer(this, arguments.length, 4, "wrapKey", () => {
        format = toEnum(format, FORMATS, "format");
        const state = toKey(key), wrapping = toKey(wrappingKey);
        const { normal, work } = wrapper("wrapKey", "encrypt", toIdentifier(wrapAlgorithm));
        requireSameName(normal, wrapping);
        requireUsage(wrapping, "wrapKey");
        const inner = exported(format, state);
        const bytes = format === "jwk" ? bytesOfText(JSONStringify(inner)) : inner;
        return toBuffer(work(normal, wrapping, bytes));
      });
    }
    unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
      return answer(this, arguments.length, 7, "unwrapKey", () => {
        format = toEnum(format, FORMATS, "format");
        requireBytes(wrappedKey, "the wrapped key");
        const unwrapping = toKey(unwrappingKey);
        unwrapAlgorithm = toIdentifier(unwrapAlgorithm);
        unwrappedKeyAlgorithm = toIdentifier(unwrappedKeyAlgorithm);
        const usages = toUsages(keyUsages);
        const { normal, work } = wrapper("unwrapKey", "decrypt", unwrapAlgorithm);
        const type = normalizeAlgorithm("importKey", unwrappedKeyAlgorithm);
        const wrapped = copyOfSource(wrappedKey, "the wrapped key");
        requireSameName(normal, unwrapping);
        requireUsage(unwrapping, "unwrapKey");
        const bytes = work(normal, unwrapping, wrapped);
        return imported(format, format === "jwk" ? jwkOfBytes(bytes) : bytes, type, !!extractable, usages);
      });
    }
  }
  defineInterface(SubtleCrypto);

  // A promise of what `work` gives or throws.
  function answer(object, given, wanted, name, work) {
    if (!isSubtle(object)) return rejectInvocation("SubtleCrypto");
    try {
      requireArguments(given, wanted, "SubtleCrypto." + name);
      return PromiseResolve(work());
    } catch (error) {
      return PromiseReject(error);
    }
  }

  function crypt(operation, algorithm, key, data) {
    algorithm = toIdentifier(algorithm);
    const state = toKey(key);
    requireBytes(data, "the data");
    const normal = matching(operation, algorithm, state);
    requireUsage(state, operation);
    return toBuffer(algorithmOf(normal.name)[operation](normal, state, viewOfSource(data, "the data")));
  }

  function matching(operation, algorithm, state) {
    const normal = normalizeAlgorithm(operation, algorithm);
    requireSameName(normal, state);
    return normal;
  }

  function requireSameName({ name }, state) {
    if (name !== state.algorithm.name) throw newDOMException("the key is of " + state.algorithm.name, "InvalidAccessError");
  }

  function requireSomeUsage(key) {
    const { type, usages } = keyState(key);
    if (type !== "public" && usages.length === 0) throw newDOMException("the key has no usages", "SyntaxError");
  }

  // An algorithm that wraps, or one that encrypts in its place.
  function wrapper(operation, other, identifier) {
    try {
      const normal = normalizeAlgorithm(operation, identifier);
      return { normal, work: algorithmOf(normal.name)[operation] };
    } catch {
      const normal = normalizeAlgorithm(other, identifier);
      return { normal, work: algorithmOf(normal.name)[other] };
    }
  }

  function imported(format, data, normal, extractable, usages) {
    const key = algorithmOf(normal.name).importKey(format, data, normal, extractable, usages);
    requireSomeUsage(key);
    return key;
  }

  function exported(format, state) {
    const { exportKey } = algorithmOf(state.algorithm.name);
    if (exportKey === undefined) throw newDOMException(state.algorithm.name + " keys cannot be exported", "NotSupportedError");
    if (!state.extractable) throw newDOMException("the key is not extractable", "InvalidAccessError");
    return exportKey(format, state);
  }

  function jwkOfBytes(bytes) {
    let value;
    try {
      value = JSONParse(textOfBytes(bytes));
    } catch {
      dataError("what was wrapped is not JSON");
    }
    return isObject(value) ? toJwk(value) : dataError("what was wrapped is not a JSON Web Key");
  }

  function toKey(value) {
    if (!isCryptoKey(value)) throw new TypeError("the key is not a CryptoKey");
    return keyState(value);
  }

  function requireBytes(value, what) {
    if (!isBufferSource(value)) throw new TypeError(what + " is neither an ArrayBuffer nor a view of one");
  }

  function toUsages(value) {
    return toSequence(value, (usage) => toEnum(usage, KEY_USAGES, "a usage"), "the usages");
  }

  function toBuffer(bytes) {
    return TypedArrayPrototypeGetBuffer(bytes);
  }

  isMaking = true;
  const subtle = new SubtleCrypto();
  isMaking = false;

  return { __proto__: null, subtle };
})
