// Algorithms as scripts name them: https://w3c.github.io/webcrypto/#algorithm-normalization
(function (native, primordials, parts) {
  "use strict";
  const { MathTrunc, StringPrototypeToUpperCase, TypeError, Uint8Array } = primordials;
  const { copyOfSource, isBufferSource, isObject, newDOMException, toDOMString } = parts;

  // Operation -> name in upper case -> { name, read }: `read(given, record)` takes
  // the members of a dictionary, in alphabetical order.
  const operations = { __proto__: null };
  // Name -> what the operations do.
  const algorithms = { __proto__: null };

  // Makes an algorithm known: `readers` has operations, and functions or null.
  function registerAlgorithm(name, readers, algorithm) {
    algorithms[name] = algorithm;
    for (const operation in readers) {
      operations[operation] ??= { __proto__: null };
      operations[operation][StringPrototypeToUpperCase(name)] = { name, read: readers[operation] };
    }
  }

  function algorithmOf(name) {
    return algorithms[name];
  }

  // An AlgorithmIdentifier, before it is looked at.
  function toIdentifier(value) {
    return isObject(value) ? value : toDOMString(value);
  }

  // A record with the name and the parameters of an operation.
  function normalize(operation, identifier) {
    const given = typeof identifier === "string" ? undefined : identifier;
    let name = identifier;
    if (given !== undefined) {
      name = given.name;
      if (name === undefined) throw new TypeError("the algorithm has no name");
      name = toDOMString(name);
    }
    const known = operations[operation]?.[StringPrototypeToUpperCase(name)];
    if (known === undefined) throw newDOMException("'" + name + "' is no algorithm that can " + operation, "NotSupportedError");
    const record = { __proto__: null, name: known.name };
    if (known.read !== null) known.read(given ?? { __proto__: null }, record);
    return record;
  }

  function missing(member) {
    throw new TypeError("the algorithm has no " + member);
  }

  function bytesMember(given, record, member, isRequired = true) {
    const value = given[member];
    if (value === undefined && !isRequired) {
      record[member] = undefined;
      return;
    }
    if (value === undefined) missing(member);
    if (!isBufferSource(value)) throw new TypeError(member + " is neither an ArrayBuffer nor a view of one");
    record[member] = copyOfSource(value, member);
  }

  // An integer of so many bits, with [EnforceRange].
  function numberMember(given, record, member, bits, isRequired = true) {
    const value = given[member];
    if (value === undefined && !isRequired) {
      record[member] = undefined;
      return;
    }
    if (value === undefined) missing(member);
    record[member] = toNumber(value, member, bits);
  }

  function toNumber(value, what, bits) {
    const number = MathTrunc(+value) + 0;
    if (!(number >= 0 && number < 2 ** bits)) throw new TypeError(what + " is not an integer of " + bits + " bits");
    return number;
  }

  function hashMember(given, record) {
    const { hash } = given;
    if (hash === undefined) missing("hash");
    record.hash = normalize("digest", toIdentifier(hash));
  }

  function operationError(message) {
    throw newDOMException(message, "OperationError");
  }

  function dataError(message) {
    throw newDOMException(message, "DataError");
  }

  const NOTHING = new Uint8Array(0);

  return {
    __proto__: null, NO_BYTES: NOTHING, algorithmOf, bytesMember, dataError, hashMember, normalizeAlgorithm: normalize, numberMember,
    operationError, registerAlgorithm, toIdentifier, toUnsigned: toNumber,
  };
})
