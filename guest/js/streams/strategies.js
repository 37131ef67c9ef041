// Queuing strategies: https://streams.spec.whatwg.org/#qs
(function (native, primordials, parts) {
  "use strict";
  const { RangeError, TypeError } = primordials;
  const { defineInterface, dictionary, optionalCallback, requireArguments, toDouble } = parts;

  // Methods, since they are no constructors; one of each per realm.
  const countSize = { size() { return 1 } }.size;
  const byteLengthSize = { size(chunk) { return chunk.byteLength } }.size;

  // https://streams.spec.whatwg.org/#dictdef-queuingstrategyinit
  function requiredHighWaterMark(given, init, what) {
    requireArguments(given, 1, what);
    const { highWaterMark } = dictionary(init, what);
    if (highWaterMark === undefined) throw new TypeError(what + ": highWaterMark is missing");
    return toDouble(highWaterMark);
  }

  class ByteLengthQueuingStrategy {
    #highWaterMark;
    constructor(init) {
      this.#highWaterMark = requiredHighWaterMark(arguments.length, init, "ByteLengthQueuingStrategy");
    }
    get highWaterMark() {
      return this.#highWaterMark;
    }
    get size() {
      this.#highWaterMark;
      return byteLengthSize;
    }
  }

  class CountQueuingStrategy {
    #highWaterMark;
    constructor(init) {
      this.#highWaterMark = requiredHighWaterMark(arguments.length, init, "CountQueuingStrategy");
    }
    get highWaterMark() {
      return this.#highWaterMark;
    }
    get size() {
      this.#highWaterMark;
      return countSize;
    }
  }

  // https://streams.spec.whatwg.org/#dictdef-queuingstrategy
  function toQueuingStrategy(strategy) {
    const { highWaterMark, size } = dictionary(strategy, "strategy");
    return {
      highWaterMark: highWaterMark === undefined ? undefined : toDouble(highWaterMark),
      size: optionalCallback(size, "strategy.size"),
    };
  }

  // https://streams.spec.whatwg.org/#validate-and-normalize-high-water-mark
  function ExtractHighWaterMark(strategy, defaultHWM) {
    const { highWaterMark } = strategy;
    if (highWaterMark === undefined) return defaultHWM;
    if (!(highWaterMark >= 0)) throw new RangeError("highWaterMark is not a number from 0 on");
    return highWaterMark;
  }

  // https://streams.spec.whatwg.org/#make-size-algorithm-from-size-function;
  // undefined stands for the one that answers 1.
  function ExtractSizeAlgorithm(strategy) {
    return strategy.size === countSize ? undefined : strategy.size;
  }

  defineInterface(ByteLengthQueuingStrategy);
  defineInterface(CountQueuingStrategy);

  return { __proto__: null, ExtractHighWaterMark, ExtractSizeAlgorithm, toQueuingStrategy };
})
