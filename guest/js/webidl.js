// What Web IDL says about every interface: https://webidl.spec.whatwg.org/#javascript-binding
//
// An interface is a class. Its state is one private field, which is also its
// brand: `this.#state` throws a TypeError for any other object. A static block
// hands the door to the state to the rest of the file:
//
//   const { defineInterface, dictionary, rejectInvocation, ... } = parts;
//   let stateOf, isLamp;
//   class Lamp {
//     #state;
//     static {
//       stateOf = (lamp) => lamp.#state;
//       isLamp = (value) => typeof value === "object" && value !== null && #state in value;
//     }
//     constructor(power, options = undefined) {         // optional ones have a default: `length` is 1
//       requireArguments(arguments.length, 1, "Lamp");
//       power = toDouble(power);
//       options = dictionary(options, "Lamp");          // its members are read in alphabetical order
//       this.#state = { power, onDim: optionalCallback(options.onDim, "onDim"), ... };
//     }
//     get power() { return this.#state.power }          // the brand check throws
//     dim(level) {                                      // an operation that answers with a promise
//       if (!isLamp(this)) return rejectInvocation("Lamp");
//     }
//   }
//   defineInterface(Lamp, { constants: { __proto__: null, WATT: 1 } });
//
// A record such as `#state` has all of its slots from the start: then it needs
// no null prototype, and all records of a kind share one shape. A class that
// scripts cannot construct calls `illegalConstructor()` unless its file is making one.
(function (native, primordials) {
  "use strict";
  const {
    AsyncIteratorPrototype, MathTrunc, PromiseReject, ReflectApply, ReflectDefineProperty, ReflectDeleteProperty,
    ReflectOwnKeys, SafeWeakSet, ReflectSetPrototypeOf, String, StringPrototypeToWellFormed, SymbolIterator, SymbolToStringTag, TypeError, globalThis, newList,
  } = primordials;

  const EMPTY = { __proto__: null };

  const interfaces = new SafeWeakSet();

  // Whether an object is the prototype of an interface of ours.
  function isInterfacePrototype(object) {
    return interfaces.has(object);
  }

  // Gives a class the property shapes of an interface and puts it on the global
  // object. `constants` are numbers on the class and its prototype; `isHidden`
  // leaves the global alone.
  function defineInterface(constructor, { constants = EMPTY, isHidden = false } = EMPTY) {
    const { name, prototype } = constructor;
    interfaces.add(prototype);
    showMembers(prototype, "constructor");
    showMembers(constructor, "prototype");
    const names = ReflectOwnKeys(constants);
    for (let i = 0; i < names.length; i++) {
      const constant = { __proto__: null, value: constants[names[i]], enumerable: true };
      ReflectDefineProperty(constructor, names[i], constant);
      ReflectDefineProperty(prototype, names[i], constant);
    }
    defineTag(prototype, name);
    if (!isHidden) defineGlobal(name, constructor);
  }

  // Operations and attributes are enumerable; class syntax makes them not.
  function showMembers(object, except) {
    const keys = ReflectOwnKeys(object);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (typeof key === "symbol" || key === except) continue;
      if (typeof object === "function" && (key === "length" || key === "name")) continue;
      ReflectDefineProperty(object, key, { __proto__: null, enumerable: true });
    }
  }

  function defineTag(prototype, tag) {
    ReflectDefineProperty(prototype, SymbolToStringTag, { __proto__: null, value: tag, configurable: true });
  }

  function defineGlobal(name, value) {
    ReflectDefineProperty(globalThis, name, { __proto__: null, value, writable: true, configurable: true });
  }

  // A second name of a method: `values` and [Symbol.asyncIterator]. Not enumerable.
  function defineAlias(prototype, key, method) {
    ReflectDefineProperty(prototype, key, { __proto__: null, value: method, writable: true, configurable: true });
  }

  // A class with the methods `next` and `return` becomes that of an interface's
  // asynchronous iterators.
  function defineAsyncIterator(constructor, name) {
    const { prototype } = constructor;
    showMembers(prototype, "constructor");
    ReflectDeleteProperty(prototype, "constructor");
    ReflectSetPrototypeOf(prototype, AsyncIteratorPrototype);
    defineTag(prototype, name + " AsyncIterator");
  }

  function illegalConstructor() {
    throw new TypeError("Illegal constructor");
  }

  function illegalInvocation(name) {
    throw new TypeError("Illegal invocation: this is not a " + name);
  }

  // What an operation that answers with a promise does in place of throwing.
  function rejectInvocation(name) {
    return PromiseReject(new TypeError("Illegal invocation: this is not a " + name));
  }

  function requireArguments(given, wanted, what) {
    if (given >= wanted) return;
    const some = wanted === 1 ? "1 argument" : wanted + " arguments";
    throw new TypeError(what + ": " + some + " required, but only " + given + " present");
  }

  // https://webidl.spec.whatwg.org/#js-dictionary; a null or missing one has no members.
  function dictionary(value, what) {
    if (value === undefined || value === null) return EMPTY;
    if (typeof value !== "object" && typeof value !== "function") throw new TypeError(what + ": the options are not an object");
    return value;
  }

  // https://webidl.spec.whatwg.org/#js-callback-function
  function callback(value, what) {
    if (typeof value !== "function") throw new TypeError(what + " is not a function");
    return value;
  }

  function optionalCallback(value, what) {
    return value === undefined ? undefined : callback(value, what);
  }

  // A member of a dictionary that is a callback function.
  function callbackMember(object, name) {
    return optionalCallback(object[name], name);
  }

  // https://webidl.spec.whatwg.org/#js-object, optional; a missing one has no members.
  function toObject(value, what) {
    if (value === undefined) return EMPTY;
    if (typeof value !== "object" && typeof value !== "function" || value === null) throw new TypeError(what + " is not an object");
    return value;
  }

  // https://webidl.spec.whatwg.org/#js-unrestricted-double; throws for bigints and symbols.
  function toDouble(value) {
    return +value;
  }

  // https://webidl.spec.whatwg.org/#js-unsigned-long-long with [EnforceRange]
  function toEnforcedUnsigned(value, what) {
    const number = MathTrunc(+value) + 0;
    if (!(number >= 0 && number <= 9007199254740991)) {
      throw new TypeError(what + " is not an integer from 0 to 2^53 - 1");
    }
    return number;
  }

  // https://webidl.spec.whatwg.org/#js-DOMString
  function toDOMString(value) {
    if (typeof value === "symbol") throw new TypeError("Cannot convert a Symbol value to a string");
    return String(value);
  }

  // https://webidl.spec.whatwg.org/#js-USVString
  function toUSVString(value) {
    return StringPrototypeToWellFormed(toDOMString(value));
  }

  // https://webidl.spec.whatwg.org/#js-enumeration; `known` has the values as keys.
  function toEnum(value, known, what) {
    const text = toDOMString(value);
    if (!(text in known)) throw new TypeError(what + ": '" + text + "' is not one of its values");
    return text;
  }

  // https://webidl.spec.whatwg.org/#js-sequence: a list without a prototype.
  function toSequence(value, convert, what) {
    const method = typeof value === "object" && value !== null || typeof value === "function" ? value[SymbolIterator] : undefined;
    if (method === undefined || method === null) throw new TypeError(what + " is not a sequence");
    const iterator = ReflectApply(callback(method, what), value, newList());
    if (typeof iterator !== "object" && typeof iterator !== "function" || iterator === null) {
      throw new TypeError(what + ": its iterator is not an object");
    }
    const { next } = iterator;
    const list = newList();
    for (;;) {
      const result = ReflectApply(next, iterator, newList());
      if (typeof result !== "object" && typeof result !== "function" || result === null) {
        throw new TypeError(what + ": its iterator answers with what is not an object");
      }
      if (result.done) return list;
      list[list.length] = convert(result.value, what);
    }
  }

  return {
    __proto__: null, callback, callbackMember, defineAsyncIterator, defineAlias, defineInterface, dictionary, illegalConstructor,
    illegalInvocation, isInterfacePrototype, optionalCallback, rejectInvocation, requireArguments, toDOMString, toDouble, toEnforcedUnsigned,
    toEnum, toObject, toSequence, toUSVString,
  };
})
