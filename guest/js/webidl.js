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
    ArrayIsArray, ArrayPrototype, AsyncIteratorPrototype, IteratorPrototype, MathTrunc, ObjectPrototypePropertyIsEnumerable, PromiseReject, ReflectApply, ReflectDefineProperty, ReflectDeleteProperty,
    ReflectOwnKeys, SafeWeakSet, ReflectSetPrototypeOf, String, StringPrototypeToWellFormed, SymbolFor, SymbolIterator, SymbolToStringTag, TypeError, globalThis, listOf, newList, ownDescriptor,
  } = primordials;

  const EMPTY = { __proto__: null };
  const CUSTOM = SymbolFor("nodejs.util.inspect.custom");

  // What `native.textKind` tells of a text.
  const BEYOND_BYTES = 1, NOT_TOKEN = 2, NOT_VALUE = 4;

  // https://httpwg.org/specs/rfc9110.html#tokens
  function isToken(text) {
    return text !== "" && (native.textKind(text) & NOT_TOKEN) === 0;
  }

  // https://fetch.spec.whatwg.org/#header-value, but for spaces around it.
  function isHeaderValue(text) {
    return (native.textKind(text) & NOT_VALUE) === 0;
  }

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

  // A class that is a list of pairs, https://webidl.spec.whatwg.org/#js-iterable:
  // entries, forEach, keys and values. `pairsOf(object)` throws for another
  // object and answers with names and values in turn; it is asked at each step.
  function defineIterable(constructor, pairsOf) {
    const { name, prototype } = constructor;
    class PairIterator {
      #state;
      constructor(object, read) {
        this.#state = { object, read, index: 0 };
      }
      next() {
        const state = this.#state;
        const pairs = pairsOf(state.object);
        const { index } = state;
        if (index >= pairs.length) return { value: undefined, done: true };
        state.index = index + 2;
        return { value: state.read(pairs, index), done: false };
      }
    }
    const iterator = PairIterator.prototype;
    showMembers(iterator, "constructor");
    ReflectDeleteProperty(iterator, "constructor");
    ReflectSetPrototypeOf(iterator, IteratorPrototype);
    defineTag(iterator, name + " Iterator");
    const methods = {
      entries() {
        pairsOf(this);
        return new PairIterator(this, (pairs, index) => [pairs[index], pairs[index + 1]]);
      },
      forEach(callbackFunction, thisArg = undefined) {
        pairsOf(this);
        requireArguments(arguments.length, 1, name + ".forEach");
        callback(callbackFunction, name + ".forEach: the first argument");
        for (let i = 0; i < pairsOf(this).length; i += 2) {
          const pairs = pairsOf(this);
          ReflectApply(callbackFunction, thisArg, listOf(pairs[i + 1], pairs[i], this));
        }
      },
      keys() {
        pairsOf(this);
        return new PairIterator(this, (pairs, index) => pairs[index]);
      },
      values() {
        pairsOf(this);
        return new PairIterator(this, (pairs, index) => pairs[index + 1]);
      },
    };
    mixIn(prototype, methods);
    defineAlias(prototype, SymbolIterator, methods.entries);
  }

  // Members of several interfaces, on the prototype of one of them.
  function mixIn(prototype, members) {
    const keys = ReflectOwnKeys(members);
    for (let i = 0; i < keys.length; i++) ReflectDefineProperty(prototype, keys[i], ownDescriptor(members, keys[i]));
  }

  // How the console shows an instance: `read(object)` answers with names and values
  // in turn, and throws for another object. Names that occur again become lists.
  function defineShown(constructor, read) {
    const { name, prototype } = constructor;
    class Shown {}
    ReflectDefineProperty(Shown, "name", { __proto__: null, value: name });
    ReflectDefineProperty(prototype, CUSTOM, {
      __proto__: null,
      value() {
        try {
          return shownAs(new Shown(), read(this));
        } catch {
          return this;
        }
      },
      writable: true, configurable: true,
    });
  }

  function shownAs(object, pairs) {
    for (let i = 0; i < pairs.length; i += 2) {
      const known = ownDescriptor(object, pairs[i]);
      const property = { __proto__: null, value: pairs[i + 1], writable: true, enumerable: true, configurable: true };
      if (known !== undefined) property.value = listed(known.value, pairs[i + 1]);
      ReflectDefineProperty(object, pairs[i], property);
    }
    return object;
  }

  function listed(known, value) {
    const list = newList();
    const isList = ArrayIsArray(known);
    for (let i = 0; isList && i < known.length; i++) list[i] = known[i];
    if (!isList) list[0] = known;
    list[list.length] = value;
    return toArray(list);
  }

  // A function on the global object.
  function defineFunction(name, value) {
    ReflectDefineProperty(globalThis, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
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

  // A list of ours becomes an array for the script.
  function toArray(list) {
    ReflectSetPrototypeOf(list, ArrayPrototype);
    return list;
  }

  function isObject(value) {
    return typeof value === "object" && value !== null || typeof value === "function";
  }

  // What a union of a sequence and something else is told apart by.
  function isIterable(value) {
    const method = value[SymbolIterator];
    return method !== undefined && method !== null;
  }

  // https://webidl.spec.whatwg.org/#js-record: names and values in turn.
  function toRecord(value, toKey, toValue, what) {
    const pairs = newList();
    const keys = ReflectOwnKeys(value);
    for (let i = 0; i < keys.length; i++) {
      if (!ObjectPrototypePropertyIsEnumerable(value, keys[i])) continue;
      const key = toKey(keys[i], what);
      const item = toValue(value[keys[i]], what);
      let at = 0;
      while (at < pairs.length && pairs[at] !== key) at += 2;
      pairs[at] = key;
      pairs[at + 1] = item;
    }
    return pairs;
  }

  // A sequence of pairs or a record, as names and values in turn.
  function toPairs(value, toText, what) {
    if (!isIterable(value)) return toRecord(value, toText, toText, what);
    const lists = toSequence(value, (item) => toSequence(item, toText, what), what);
    const pairs = newList();
    for (let i = 0; i < lists.length; i++) {
      if (lists[i].length !== 2) throw new TypeError(what + ": an item is not a name and a value");
      pairs[pairs.length] = lists[i][0];
      pairs[pairs.length] = lists[i][1];
    }
    return pairs;
  }

  // https://webidl.spec.whatwg.org/#js-ByteString
  function toByteString(value, what) {
    const text = toDOMString(value);
    if ((native.textKind(text) & BEYOND_BYTES) !== 0) throw new TypeError(what + " has a character beyond U+00FF");
    return text;
  }

  return {
    __proto__: null, callback, callbackMember, defineAsyncIterator, defineAlias, defineFunction, defineInterface, defineIterable, defineShown, dictionary, illegalConstructor,
    illegalInvocation, isHeaderValue, isInterfacePrototype, isIterable, isObject, isToken, mixIn, optionalCallback, rejectInvocation, requireArguments, toArray, toByteString, toDOMString, toDouble, toEnforcedUnsigned,
    toEnum, toObject, toPairs, toRecord, toSequence, toUSVString,
  };
})
