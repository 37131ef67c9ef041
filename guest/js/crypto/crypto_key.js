// CryptoKey: https://w3c.github.io/webcrypto/#cryptokey-interface
(function (native, primordials, parts) {
  "use strict";
  const { ReflectDefineProperty, ReflectOwnKeys, newList } = primordials;
  const { addMaker, addSerializable, copyBytes, defineInterface, illegalConstructor, newDOMException, toArray } = parts;

  const USAGES = {
    __proto__: null, encrypt: 0, decrypt: 0, sign: 0, verify: 0, deriveKey: 0, deriveBits: 0, wrapKey: 0, unwrapKey: 0,
    encapsulateKey: 0, encapsulateBits: 0, decapsulateKey: 0, decapsulateBits: 0,
  };

  let making;
  let isCryptoKey, keyState;

  class CryptoKey {
    #state;
    static {
      isCryptoKey = (value) => typeof value === "object" && value !== null && #state in value;
      keyState = (key) => key.#state;
    }
    constructor() {
      if (making === undefined) illegalConstructor();
      this.#state = making;
      making = undefined;
    }
    get type() {
      return this.#state.type;
    }
    get extractable() {
      return this.#state.extractable;
    }
    get algorithm() {
      const state = this.#state;
      return state.algorithmObject ??= toPublic(state.algorithm);
    }
    get usages() {
      const state = this.#state;
      return state.usagesObject ??= toArray(copyOf(state.usages));
    }
  }
  defineInterface(CryptoKey);

  // `data` is what only built-ins see: bytes, for a start.
  function newKey(type, algorithm, extractable, usages, data) {
    making = { type, algorithm, algorithmObject: undefined, extractable, usages: ordered(usages), usagesObject: undefined, data };
    return new CryptoKey();
  }

  // What a key is never changes: both have it.
  addSerializable("CryptoKey", isCryptoKey, keyState);
  addMaker("CryptoKey", ({ state: { type, algorithm, extractable, usages, data } }) => newKey(type, algorithm, extractable, usages, data));

  // A plain object of the script's, with what a record of ours has.
  function toPublic(record) {
    const object = {};
    const names = ReflectOwnKeys(record);
    for (let i = 0; i < names.length; i++) {
      const value = record[names[i]];
      const property = { __proto__: null, value: undefined, writable: true, enumerable: true, configurable: true };
      property.value = typeof value !== "object" ? value : names[i] === "hash" ? toPublic(value) : copyBytes(value);
      ReflectDefineProperty(object, names[i], property);
    }
    return object;
  }

  function copyOf(list) {
    const copy = newList();
    for (let i = 0; i < list.length; i++) copy[i] = list[i];
    return copy;
  }

  function hasUsage(usages, usage) {
    for (let i = 0; i < usages.length; i++) {
      if (usages[i] === usage) return true;
    }
    return false;
  }

  // Each once, in the order of the standard.
  function ordered(usages) {
    const list = newList();
    const names = ReflectOwnKeys(USAGES);
    for (let i = 0; i < names.length; i++) {
      if (hasUsage(usages, names[i])) list[list.length] = names[i];
    }
    return list;
  }

  // Throws where one of the usages is not among `allowed`, names as keys.
  function requireUsages(usages, allowed) {
    for (let i = 0; i < usages.length; i++) {
      if (!(usages[i] in allowed)) throw newDOMException("a key of this kind cannot be used to " + usages[i], "SyntaxError");
    }
  }

  function requireUsage(state, usage) {
    if (!hasUsage(state.usages, usage)) throw newDOMException("the key cannot be used to " + usage, "InvalidAccessError");
  }

  return { __proto__: null, KEY_USAGES: USAGES, hasUsage, isCryptoKey, keyState, newKey, requireUsage, requireUsages };
})
