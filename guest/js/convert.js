// Reads what Date, Map, Set and bigint hold, with methods taken before any script ran.
(function () {
  "use strict";
  const { apply, defineProperty } = Reflect;
  const getTime = Date.prototype.getTime;
  const mapForEach = Map.prototype.forEach;
  const setForEach = Set.prototype.forEach;
  const toString = BigInt.prototype.toString;
  // Defined, not assigned: a setter on Array.prototype must not see it.
  const append = (list, value) => {
    defineProperty(list, list.length, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  };
  return {
    __proto__: null,
    dateTime: (date) => apply(getTime, date, []),
    bigintDigits: (value) => apply(toString, value, []),
    mapEntries(map) {
      const flat = [];
      apply(mapForEach, map, [(value, key) => {
        append(flat, key);
        append(flat, value);
      }]);
      return flat;
    },
    setItems(set) {
      const items = [];
      apply(setForEach, set, [(item) => append(items, item)]);
      return items;
    },
  };
})
