// How many digits a number is written with: https://tc39.es/ecma402/#sec-setnfdigitoptions
(function (native, primordials, parts) {
  "use strict";
  const { MathMax, MathMin, RangeError, TypeError } = primordials;
  const { defaultNumberOption, getNumberOption, getOption, roundedDigits, roundedTo, written } = parts;

  const MODES = "ceil floor expand trunc halfCeil halfFloor halfExpand halfTrunc halfEven";
  // The most digits that may be asked for behind the point.
  const MOST = 100;

  // Reads the options; `state` gets them under the names of `resolvedOptions`.
  function setDigitOptions(state, options, leastDefault, mostDefault, notation) {
    const integers = getNumberOption(options, "minimumIntegerDigits", 1, 21, 1);
    const { minimumFractionDigits: mnfd, maximumFractionDigits: mxfd, minimumSignificantDigits: mnsd, maximumSignificantDigits: mxsd } = options;
    state.minimumIntegerDigits = integers;
    const increment = getNumberOption(options, "roundingIncrement", 1, 5000, 1);
    if (increment !== 1) throw new RangeError("roundingIncrement value " + increment + " is not available, only 1 is");
    state.roundingMode = getOption(options, "roundingMode", MODES, "halfExpand");
    const priority = getOption(options, "roundingPriority", "auto morePrecision lessPrecision", "auto");
    state.trailingZeroDisplay = getOption(options, "trailingZeroDisplay", "auto stripIfInteger", "auto");
    const hasSignificant = mnsd !== undefined || mxsd !== undefined;
    const hasFraction = mnfd !== undefined || mxfd !== undefined;
    const needsSignificant = priority !== "auto" || hasSignificant;
    const needsFraction = priority !== "auto" || !(hasSignificant || !hasFraction && notation === "compact");
    if (needsSignificant) setSignificant(state, mnsd, mxsd);
    if (needsFraction) setFraction(state, mnfd, mxfd, leastDefault, mostDefault);
    state.roundingPriority = priority;
    state.rounding = priority === "auto" ? (hasSignificant ? "significant" : "fraction") : priority;
    if (needsSignificant || needsFraction) return;
    // Compact numbers: two digits, and all of those before the point.
    setSignificant(state, 1, 2);
    setFraction(state, 0, 0, 0, 0);
    state.rounding = state.roundingPriority = "morePrecision";
  }

  function setSignificant(state, least, most) {
    const minimum = defaultNumberOption(least, "minimumSignificantDigits", 1, 21, 1);
    state.maximumSignificantDigits = defaultNumberOption(most, "maximumSignificantDigits", minimum, 21, 21);
    state.minimumSignificantDigits = minimum;
  }

  function setFraction(state, least, most, leastDefault, mostDefault) {
    const given = defaultNumberOption(least, "minimumFractionDigits", 0, MOST, undefined);
    const limit = defaultNumberOption(most, "maximumFractionDigits", 0, MOST, undefined);
    if (given > limit) throw new RangeError("maximumFractionDigits value is out of range.");
    state.minimumFractionDigits = given ?? (limit === undefined ? leastDefault : MathMin(leastDefault, limit));
    state.maximumFractionDigits = limit ?? (given === undefined ? mostDefault : MathMax(mostDefault, given));
  }

  // https://tc39.es/ecma402/#sec-formatnumerictostring: the rounded decimal and its texts.
  function roundDecimal(state, decimal) {
    const { rounding } = state;
    const bySignificant = rounding === "significant" || rounding !== "fraction" && prefersSignificant(state, decimal);
    const rounded = bySignificant
      ? roundedDigits(decimal, state.maximumSignificantDigits, state.roundingMode)
      : roundedTo(decimal, state.maximumFractionDigits, state.roundingMode);
    const digitsBefore = rounded.digits === "" ? 1 : rounded.point;
    const least = bySignificant ? MathMax(0, state.minimumSignificantDigits - digitsBefore) : state.minimumFractionDigits;
    const texts = written(rounded, state.minimumIntegerDigits, least);
    if (state.trailingZeroDisplay === "stripIfInteger" && rounded.digits.length <= MathMax(0, rounded.point)) texts.fraction = "";
    return { rounded, integer: texts.integer, fraction: texts.fraction };
  }

  // Which of the two ends at a place further to the right, or to the left.
  function prefersSignificant(state, { digits, point }) {
    const place = (digits === "" ? 1 : point) - state.maximumSignificantDigits;
    const isFiner = place <= -state.maximumFractionDigits;
    return isFiner === (state.rounding === "morePrecision");
  }

  // What `resolvedOptions` tells of it; what was not asked for is not there.
  function addDigitOptions(resolved, state) {
    resolved.minimumIntegerDigits = state.minimumIntegerDigits;
    const { rounding } = state;
    if (rounding !== "fraction") {
      resolved.minimumSignificantDigits = state.minimumSignificantDigits;
      resolved.maximumSignificantDigits = state.maximumSignificantDigits;
    }
    if (rounding !== "significant") {
      resolved.minimumFractionDigits = state.minimumFractionDigits;
      resolved.maximumFractionDigits = state.maximumFractionDigits;
    }
  }

  return { __proto__: null, addDigitOptions, roundDecimal, setDigitOptions };
})
