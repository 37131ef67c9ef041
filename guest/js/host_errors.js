// Which error of the embedder stands behind an error that a host function threw.
(function (primordials) {
  "use strict";
  const { WeakMap, WeakMapPrototypeGet, WeakMapPrototypeSet } = primordials;
  const ids = new WeakMap();
  return {
    __proto__: null,
    get: (error) => WeakMapPrototypeGet(ids, error),
    set(error, id) {
      WeakMapPrototypeSet(ids, error, id);
    },
  };
})
