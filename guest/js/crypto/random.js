// Random bytes for built-ins.
(function (native, primordials) {
  "use strict";
  const { TypedArrayPrototypeGetBuffer, Uint8Array } = primordials;

  function randomBytes(length) {
    const bytes = new Uint8Array(length);
    native.fillRandom(TypedArrayPrototypeGetBuffer(bytes), 0, length);
    return bytes;
  }

  return { __proto__: null, randomBytes };
})
