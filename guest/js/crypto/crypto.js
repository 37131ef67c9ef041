// Crypto: https://w3c.github.io/webcrypto/#crypto-interface
(function (native, primordials, parts) {
  "use strict";
  const {
    ArrayBufferIsView, ReflectDefineProperty, TypedArrayPrototypeGetBuffer, TypedArrayPrototypeGetByteLength, TypedArrayPrototypeGetByteOffset,
    TypedArrayPrototypeGetSymbolToStringTag, TypeError, globalThis, ownDescriptor,
  } = primordials;
  const {
    defineInterface, illegalConstructor, illegalInvocation, newDOMException, newQuotaExceededError, requireArguments, subtle,
  } = parts;

  // https://w3c.github.io/webcrypto/#Crypto-method-getRandomValues
  const MOST_BYTES = 65536;
  const INTEGERS = {
    __proto__: null, Int8Array: 0, Uint8Array: 0, Uint8ClampedArray: 0, Int16Array: 0, Uint16Array: 0, Int32Array: 0, Uint32Array: 0,
    BigInt64Array: 0, BigUint64Array: 0,
  };

  let isMaking = false;

  class Crypto {
    #brand = true;
    constructor() {
      if (!isMaking) illegalConstructor();
    }
    get subtle() {
      this.#brand;
      return subtle;
    }
    getRandomValues(array) {
      this.#brand;
      requireArguments(arguments.length, 1, "Crypto.getRandomValues");
      if (!ArrayBufferIsView(array)) throw new TypeError("Crypto.getRandomValues: the argument is not a view");
      if (!(TypedArrayPrototypeGetSymbolToStringTag(array) in INTEGERS)) {
        throw newDOMException("Crypto.getRandomValues: the array is not one of integers", "TypeMismatchError");
      }
      const length = TypedArrayPrototypeGetByteLength(array);
      if (length > MOST_BYTES) {
        throw newQuotaExceededError("Crypto.getRandomValues: " + length + " bytes are more than 65536");
      }
      native.fillRandom(TypedArrayPrototypeGetBuffer(array), TypedArrayPrototypeGetByteOffset(array), length);
      return array;
    }
    randomUUID() {
      this.#brand;
      return native.randomUUID();
    }
  }
  defineInterface(Crypto);

  isMaking = true;
  const instance = new Crypto();
  isMaking = false;
  const attribute = ownDescriptor({
    get crypto() {
      if (this !== globalThis && this !== undefined && this !== null) illegalInvocation("Window");
      return instance;
    },
  }, "crypto");
  ReflectDefineProperty(globalThis, "crypto", attribute);
})
