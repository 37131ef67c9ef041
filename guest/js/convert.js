// What values of a few classes hold, and how they are made: with the intrinsics
// from before any script ran.
(function (primordials) {
  "use strict";
  const {
    AggregateError, BigInt, BigIntPrototypeToString, BigIntPrototypeValueOf, BooleanPrototypeValueOf, DataView,
    DataViewPrototypeGetBuffer, DataViewPrototypeGetByteLength, DataViewPrototypeGetByteOffset, DatePrototypeGetTime,
    Error, EvalError, Map, MapPrototypeForEach, MapPrototypeSet, NumberPrototypeValueOf, RangeError, ReferenceError,
    ReflectConstruct, RegExp, RegExpPrototypeGetFlags, RegExpPrototypeGetSource, Set, SetPrototypeAdd,
    SetPrototypeForEach, StringPrototypeValueOf, SyntaxError, TypeError, TypedArrayPrototypeGetByteLength, URIError, globalThis, listOf, newList,
  } = primordials;
  const { InternalError } = globalThis;
  const errors = {
    __proto__: null, AggregateError, Error, EvalError, InternalError, RangeError, ReferenceError, SyntaxError,
    TypeError, URIError,
  };
  const unbox = {
    __proto__: null, BigInt: BigIntPrototypeValueOf, Boolean: BooleanPrototypeValueOf, Number: NumberPrototypeValueOf,
    String: StringPrototypeValueOf,
  };
  return {
    __proto__: null,
    dateTime: (date) => DatePrototypeGetTime(date),
    bigintDigits: (value) => BigIntPrototypeToString(value, 16),
    unbox: (name, object) => unbox[name](object),
    arrayBytes: (array) => TypedArrayPrototypeGetByteLength(array),
    viewParts: (view) =>
      listOf(DataViewPrototypeGetBuffer(view), DataViewPrototypeGetByteOffset(view), DataViewPrototypeGetByteLength(view)),
    regexpParts: (regexp) => listOf(RegExpPrototypeGetSource(regexp), RegExpPrototypeGetFlags(regexp)),
    // Keys and values in turn.
    mapEntries(map) {
      const flat = newList();
      MapPrototypeForEach(map, (value, key) => {
        flat[flat.length] = key;
        flat[flat.length] = value;
      });
      return flat;
    },
    setItems(set) {
      const items = newList();
      SetPrototypeForEach(set, (item) => {
        items[items.length] = item;
      });
      return items;
    },
    // A CBOR bignum: a negative n is written as -1 - n.
    makeBigint(digits, negative) {
      const value = BigInt(digits);
      return negative ? ~value : value;
    },
    makeMap(flat) {
      const map = new Map();
      for (let i = 0; i < flat.length; i += 2) MapPrototypeSet(map, flat[i], flat[i + 1]);
      return map;
    },
    makeSet(items) {
      const set = new Set();
      for (let i = 0; i < items.length; i++) SetPrototypeAdd(set, items[i]);
      return set;
    },
    makeView: (buffer) => new DataView(buffer),
    makeRegexp: (source, flags) => new RegExp(source, flags),
    // Without a message: what an error says is defined by the caller. AggregateError
    // itself would iterate over a list.
    makeError: (name) => ReflectConstruct(Error, newList(), errors[name] || Error),
    isErrorClass: (name) => name in errors,
  };
})
