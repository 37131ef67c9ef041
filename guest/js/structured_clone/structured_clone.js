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

  // Ports come later, since they need this.
  const hooks = { __proto__: null, isPort: () => false, transferPort: undefined };

  // https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializewithtransfer
  function serializeWithTransfer(value, transfer) {
    const memory = new SafeMap();
    for (let i = 0; i < transfer.length; i++) {
      const isKnown = native.kind(transfer[i]) === "ArrayBuffer" || isTransferableStream(transfer[i]) || hooks.isPort(transfer[i]);
      if (!isKnown) refuseToClone("an object that is not transferable");
      if (memory.has(transfer[i])) refuseToClone("an object that is transferred twice");
      memory.set(transfer[i], { type: "transferred", object: undefined });
    }
    const record = serialize(value, memory);
    const transferred = newList();
    for (let i = 0; i < transfer.length; i++) {
      transferred[i] = memory.get(transfer[i]).object = transferOne(transfer[i]);
    }
    return { record, transferred };
  }

  function transferOne(object) {
    if (isTransferableStream(object)) return transferStream(object);
    return hooks.isPort(object) ? hooks.transferPort(object) : transferBuffer(object);
  }

  function deserializeFresh(record) {
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

  // https://html.spec.whatwg.org/multipage/web-messaging.html#structuredserializeoptions
  function toTransferList(options, what) {
    const { transfer } = dictionary(options, what);
    return transfer === undefined ? newList() : toSequence(transfer, toTransferable, what + ": the option 'transfer'");
  }

  const functions = {
    structuredClone(value, options = undefined) {
      requireArguments(arguments.length, 1, "structuredClone");
      return deserializeFresh(serializeWithTransfer(value, toTransferList(options, "structuredClone")).record);
    },
  };
  ReflectDefineProperty(globalThis, "structuredClone", {
    __proto__: null, value: functions.structuredClone, writable: true, enumerable: true, configurable: true,
  });

  return { __proto__: null, cloneHooks: hooks, deserializeFresh, serializeWithTransfer, toTransferList };
})
