// structuredClone: https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone
//
// Shared memory is refused, since this realm is an agent of its own.
(function (native, primordials, parts) {
  "use strict";
  const {
    ArrayBufferPrototypeGetDetached, ArrayBufferPrototypeTransfer, ReflectDefineProperty, SafeMap, TypeError, globalThis,
    newList,
  } = primordials;
  const {
    deserialize, dictionary, isTransferableStream, refuseToClone, requireArguments, serialize, toSequence, transferStream,
  } = parts;

  // https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
  function cloneWithTransfer(value, transfer) {
    const memory = new SafeMap();
    for (let i = 0; i < transfer.length; i++) {
      if (native.kind(transfer[i]) !== "ArrayBuffer" && !isTransferableStream(transfer[i])) refuseToClone("an object that is not transferable");
      if (memory.has(transfer[i])) refuseToClone("an object that is transferred twice");
      memory.set(transfer[i], { type: "transferred", object: undefined });
    }
    const record = serialize(value, memory);
    for (let i = 0; i < transfer.length; i++) {
      memory.get(transfer[i]).object = isTransferableStream(transfer[i]) ? transferStream(transfer[i]) : transferBuffer(transfer[i]);
    }
    return deserialize(record, new SafeMap());
  }

  function transferBuffer(buffer) {
    if (ArrayBufferPrototypeGetDetached(buffer)) refuseToClone("a detached ArrayBuffer");
    return ArrayBufferPrototypeTransfer(buffer);
  }

  function toTransferable(value, what) {
    if (typeof value !== "object" && typeof value !== "function" || value === null) {
      throw new TypeError(what + " holds what is not an object");
    }
    return value;
  }

  const functions = {
    structuredClone(value, options = undefined) {
      requireArguments(arguments.length, 1, "structuredClone");
      const { transfer } = dictionary(options, "structuredClone");
      const what = "structuredClone: the option 'transfer'";
      return cloneWithTransfer(value, transfer === undefined ? newList() : toSequence(transfer, toTransferable, what));
    },
  };
  ReflectDefineProperty(globalThis, "structuredClone", {
    __proto__: null, value: functions.structuredClone, writable: true, enumerable: true, configurable: true,
  });
})
