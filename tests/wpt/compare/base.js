// The base of relative URLs, as each engine takes it.
import process from "node:process";

// Without a server no engine resolves a relative URL. What prelude.js answers as the tests' server
// would gets a whole URL, since it makes a Request of it; other relative URLs are fixtures, which it
// wants as they are.
export function completeScripts(href) {
  const { fetch } = globalThis;
  globalThis.fetch = (url, ...rest) => fetch(/^[^:]+\.py$/.test(url) ? new URL(url, href).href : url, ...rest);
}

// With a server relative URLs lie beside the test. Deno knows by its location, Node takes a URL under
// this name; Bun has neither, and a URL gets what it lacks on its way in.
export function giveBase(href) {
  Object.defineProperty(globalThis, Symbol.for("undici.globalOrigin.1"), { value: new URL(href) });
  if (process.versions.bun) wrapTakers(href);
}

function wrapTakers(href) {
  const { fetch, Request } = globalThis;
  const whole = (args) => args.map((value, i) => (i === 0 ? wholeUrl(value, href) : value));
  const proxy = new Proxy(Request, {
    construct: (target, args, by) => Reflect.construct(target, whole(args), by === proxy ? target : by),
  });
  globalThis.fetch = new Proxy(fetch, { apply: (target, self, args) => Reflect.apply(target, self, whole(args)) });
  globalThis.Request = Request.prototype.constructor = proxy;
}

// What is no URL for want of a base becomes one, anything else stays.
function wholeUrl(input, href) {
  try {
    return input instanceof Request || URL.canParse(input) ? input : new URL(input, href).href;
  } catch {
    return input;
  }
}

// A location that an engine was started with cannot be defined anew, and need not be.
export function keepLocation(href) {
  if (globalThis.location?.href !== href) return;
  const { defineProperty } = Object;
  Object.defineProperty = (target, name, ...rest) => {
    if (target !== globalThis || name !== "location") return defineProperty(target, name, ...rest);
    Object.defineProperty = defineProperty;
    return target;
  };
}
