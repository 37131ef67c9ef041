// A brand: state that can be given to any object, also one that another
// constructor has made, an `Error` say, or the global object.
//
//   const { give, stateOf, isBranded } = makeBrand();
//   give(object, { ... });
//
// `stateOf` throws a TypeError for any other object. It is a private field that a
// constructor adds to what its base class returns, so no script can reach it.
(function () {
  "use strict";

  class Returned {
    constructor(object) {
      return object;
    }
  }

  function makeBrand() {
    class Brand extends Returned {
      #state;
      constructor(object, state) {
        super(object);
        this.#state = state;
      }
      static stateOf(object) {
        return object.#state;
      }
      static isBranded(value) {
        return typeof value === "object" && value !== null && #state in value;
      }
    }
    return {
      __proto__: null,
      give(object, state) {
        new Brand(object, state);
      },
      isBranded: Brand.isBranded,
      stateOf: Brand.stateOf,
    };
  }

  return { __proto__: null, makeBrand };
})
