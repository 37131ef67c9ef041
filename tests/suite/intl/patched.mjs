import { same, test } from "../assert.mjs";

await test("what a script makes of the built-ins changes nothing", () => {
  const { defineProperty } = Object;
  const broken = () => {
    throw new Error("called");
  };
  const kept = [];
  const patched = [
    [String.prototype, ["split", "slice", "indexOf", "padStart", "padEnd", "repeat", "toLowerCase", "normalize", "replaceAll", "trim", "concat", "codePointAt"]],
    [Array.prototype, ["push", "join", "map", "concat", Symbol.iterator]],
    [RegExp.prototype, ["exec", "test"]],
    [Number.prototype, ["toString"]],
    [Date.prototype, ["getTime", "getUTCFullYear", "getTimezoneOffset"]],
  ];
  for (let i = 0; i < patched.length; i++) {
    const object = patched[i][0], names = patched[i][1];
    for (let k = 0; k < names.length; k++) {
      const name = names[k];
      kept[kept.length] = { object, name, descriptor: Object.getOwnPropertyDescriptor(object, name) };
      defineProperty(object, name, { value: broken });
    }
  }
  defineProperty(Object.prototype, "style", { get: broken, configurable: true });
  defineProperty(Object.prototype, "0", { set: broken, configurable: true });
  let results;
  try {
    const options = { __proto__: null };
    results = {
      __proto__: null,
      number: new Intl.NumberFormat("en-US", { __proto__: null, style: "currency", currency: "USD" }).format(-1234.5),
      date: new Intl.DateTimeFormat("en-US", { __proto__: null, dateStyle: "full", timeZone: "UTC" }).format(0),
      order: "a10".localeCompare("a9", "en", { __proto__: null, numeric: true }),
      relative: new Intl.RelativeTimeFormat("en", { __proto__: null, numeric: "auto" }).format(1, "day"),
      plural: new Intl.PluralRules("en", options).select(1),
    };
  } finally {
    delete Object.prototype.style;
    delete Object.prototype[0];
    for (let i = 0; i < kept.length; i++) defineProperty(kept[i].object, kept[i].name, kept[i].descriptor);
  }
  same({ ...results }, { number: "-$1,234.50", date: "Thursday, January 1, 1970", order: 1, relative: "tomorrow", plural: "one" });
});
