// attack: objects that say they are something else
// stopped by: nothing
check(true);
[{ [Symbol.toStringTag]: "Map", size: 1e9 }, Object.create(Map.prototype), Object.create(Uint8Array.prototype), Object.create(Date.prototype),
  Object.create(Error.prototype), Object.create(Promise.prototype), Object.setPrototypeOf(new Map(), null), Object.setPrototypeOf([], null)];
