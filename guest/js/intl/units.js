// Units in American English: https://tc39.es/ecma402/#table-sanctioned-single-unit-identifiers
(function (native, primordials, parts) {
  "use strict";
  const { StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeSplit } = primordials;

  // Identifier, one, many, short, short for many, narrow; what is left out follows from what stands before.
  const UNITS = "acre,,,ac|bit,,,bit|byte,,,byte,,B|celsius,degree Celsius,degrees Celsius,°C|centimeter,,,cm|day,,,day,days,d|degree,,,deg,,°|fahrenheit,degree Fahrenheit,degrees Fahrenheit,°F,,°|fluid-ounce,fluid ounce,fluid ounces,fl oz|foot,,feet,ft,,′|gallon,,,gal|gigabit,,,Gb|gigabyte,,,GB|gram,,,g|hectare,,,ha|hour,,,hr,,h|inch,,inches,in,,″|kilobit,,,kb|kilobyte,,,kB|kilogram,,,kg|kilometer,,,km|liter,,,L|megabit,,,Mb|megabyte,,,MB|meter,,,m|microsecond,,,μs|mile,,,mi|mile-scandinavian,,miles-scandinavian,smi|milliliter,,,mL|millimeter,,,mm|millisecond,,,ms|minute,,,min,,m|month,,,mth,mths,m|nanosecond,,,ns|ounce,,,oz|percent,,percent,%|petabyte,,,PB|pound,,,lb,,#|second,,,sec,,s|stone,,stones,st|terabit,,,Tb|terabyte,,,TB|week,,,wk,wks,w|yard,,,yd|year,,,yr,yrs,y";
  // Those that are not made of their two parts.
  const SHORT_RATES = { __proto__: null, "mile-per-hour": "mph", "mile-per-gallon": "mpg" };

  // One unit's names; undefined for one that there is not.
  function single(identifier) {
    const list = StringPrototypeSplit(UNITS, "|");
    for (let i = 0; i < list.length; i++) {
      const fields = StringPrototypeSplit(list[i], ",");
      if (fields[0] !== identifier) continue;
      const field = (at) => (at < fields.length && fields[at] !== "" ? fields[at] : undefined);
      const one = field(1) ?? identifier, short = field(3);
      return { one, many: field(2) ?? one + "s", short, shortMany: field(4) ?? short, narrow: field(5) ?? short };
    }
    return undefined;
  }

  // The two units of `a-per-b`, the second undefined where there is one; undefined for what is no unit.
  function readUnit(identifier) {
    const at = StringPrototypeIndexOf(identifier, "-per-");
    const first = single(at < 0 ? identifier : StringPrototypeSlice(identifier, 0, at));
    const per = at < 0 ? undefined : single(StringPrototypeSlice(identifier, at + 5));
    return first === undefined || at >= 0 && per === undefined ? undefined : { identifier, first, per };
  }

  // How a unit stands behind a number: the space between, and the text.
  function unitText({ identifier, first, per }, display, category) {
    const isOne = category === "one";
    if (display === "long") {
      const text = isOne ? first.one : first.many;
      return { space: " ", text: per === undefined ? text : text + " per " + per.one };
    }
    const name = display === "narrow" ? first.narrow : isOne ? first.short : first.shortMany;
    const text = SHORT_RATES[identifier] ?? (per === undefined ? name : name + "/" + per.narrow);
    const isClose = display === "narrow" || name[0] === "°" || name[0] === "%";
    return { space: isClose ? "" : " ", text };
  }

  return { __proto__: null, readUnit, unitText };
})
