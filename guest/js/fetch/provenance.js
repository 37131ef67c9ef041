// Where a request comes from, for scripts that have given themselves a `location`: its
// `Origin` and its `Referer`. https://fetch.spec.whatwg.org/#origin-header,
// https://w3c.github.io/webappsec-referrer-policy/
(function (native, primordials, parts) {
  "use strict";
  const {
    RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypeLastIndexOf, StringPrototypeSlice, StringPrototypeSplit, StringPrototypeToLowerCase,
    StringPrototypeTrim, globalThis, newList,
  } = primordials;
  const { getHeader, parseURL } = parts;

  // https://fetch.spec.whatwg.org/#dom-request-referrer
  const CLIENT = "about:client";
  const POLICIES = {
    __proto__: null, "": 0, "no-referrer": 0, "no-referrer-when-downgrade": 0, origin: 0, "origin-when-cross-origin": 0,
    "same-origin": 0, "strict-origin": 0, "strict-origin-when-cross-origin": 0, "unsafe-url": 0,
  };
  // https://w3c.github.io/webappsec-referrer-policy/#default-referrer-policy
  const DEFAULT_POLICY = "strict-origin-when-cross-origin";
  const LONGEST_REFERRER = 4096;
  const HTTP = /^https?:\/\//;
  // https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
  const TRUSTWORTHY = /^(?:https:|http:\/\/(?:127(?:\.[0-9]+){3}|\[::1\]|(?:[^/:]*\.)?localhost)(?:[:/]|$))/;

  // The URL of the script itself, or undefined.
  function ownUrl() {
    const { location } = globalThis;
    const href = typeof location === "object" && location !== null ? location.href : undefined;
    return typeof href === "string" ? parseURL(href) : undefined;
  }

  // The beginning of an http: or https: URL without credentials, up to its path.
  function originOf(url) {
    return StringPrototypeSlice(url, 0, StringPrototypeIndexOf(url, "/", 8));
  }

  // The origin of a script that is at a URL; undefined where it has none that a server could know.
  function originOfScript(own) {
    const bare = own === undefined ? undefined : stripped(own);
    return bare === undefined ? undefined : originOf(bare);
  }

  // What is known of a request before it is sent, and told with it again after each redirect.
  function newProvenance({ method, mode, referrer, referrerPolicy }) {
    const own = ownUrl();
    return {
      origin: originOfScript(own), isTainted: false, isCors: false, mode,
      referrer: referrer === CLIENT ? own : referrer, policy: referrerPolicy,
    };
  }

  // https://fetch.spec.whatwg.org/#main-fetch, where the mode forbids other origins.
  function isForbidden({ mode, origin }, url) {
    return mode === "same-origin" && origin !== undefined && originOf(url) !== origin;
  }

  // The list of a request's headers and what they lack. A script may have given its own.
  function withProvenance(headers, from, method, url) {
    const referrer = refererOf(from, url);
    // https://fetch.spec.whatwg.org/#main-fetch, step 8
    from.referrer = referrer;
    const list = newList();
    for (let i = 0; i < headers.list.length; i++) list[i] = headers.list[i];
    addTo(list, headers, "origin", originHeader(from, method, url));
    addTo(list, headers, "referer", referrer);
    return list;
  }

  function addTo(list, headers, name, value) {
    if (value === undefined || getHeader(headers, name) !== null) return;
    list[list.length] = name;
    list[list.length] = value;
  }

  // https://fetch.spec.whatwg.org/#append-a-request-origin-header
  function originHeader(from, method, url) {
    const { isTainted, mode, origin, policy } = from;
    if (origin === undefined) return undefined;
    const isSame = originOf(url) === origin;
    if (mode === "cors" && !isSame) from.isCors = true;
    if (!from.isCors && (method === "GET" || method === "HEAD")) return undefined;
    const hides = mode !== "cors" && (
      policy === "no-referrer" || policy === "same-origin" && !isSame ||
      (policy === "no-referrer-when-downgrade" || isStrict(policy)) && isDowngrade(origin, url)
    );
    return isTainted || hides ? "null" : origin;
  }

  function isStrict(policy) {
    return policy === "" || policy === "strict-origin" || policy === DEFAULT_POLICY;
  }

  function isDowngrade(from, to) {
    return RegExpPrototypeExec(TRUSTWORTHY, from) !== null && RegExpPrototypeExec(TRUSTWORTHY, to) === null;
  }

  // https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
  function refererOf({ policy, referrer }, url) {
    let full = referrer === undefined ? undefined : stripped(referrer);
    if (full === undefined) return undefined;
    const origin = originOf(full);
    const bare = origin + "/";
    if (full.length > LONGEST_REFERRER) full = bare;
    const isSame = origin === originOf(url);
    switch (policy === "" ? DEFAULT_POLICY : policy) {
      case "no-referrer": return undefined;
      case "origin": return bare;
      case "unsafe-url": return full;
      case "strict-origin": return isDowngrade(full, url) ? undefined : bare;
      case "same-origin": return isSame ? full : undefined;
      case "origin-when-cross-origin": return isSame ? full : bare;
      case "no-referrer-when-downgrade": return isDowngrade(full, url) ? undefined : full;
      default: return isSame ? full : isDowngrade(full, url) ? undefined : bare;
    }
  }

  // https://w3c.github.io/webappsec-referrer-policy/#strip-url; undefined for what no server is told.
  function stripped(url) {
    const match = RegExpPrototypeExec(HTTP, url);
    if (match === null) return undefined;
    const start = match[0].length;
    const path = StringPrototypeIndexOf(url, "/", start);
    const at = StringPrototypeLastIndexOf(url, "@", path);
    const hash = StringPrototypeIndexOf(url, "#");
    const rest = StringPrototypeSlice(url, at > start ? at + 1 : start, hash < 0 ? url.length : hash);
    return match[0] + rest;
  }

  // What a redirect changes, https://fetch.spec.whatwg.org/#http-redirect-fetch.
  function redirectProvenance(from, headers, url, next) {
    const { origin } = from;
    // https://fetch.spec.whatwg.org/#concept-request-tainted-origin
    if (origin !== undefined && originOf(next) !== originOf(url) && origin !== originOf(url)) from.isTainted = true;
    const policy = policyOf(getHeader(headers, "referrer-policy"));
    if (policy !== "") from.policy = policy;
  }

  // https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header
  function policyOf(header) {
    let policy = "";
    if (header === null) return policy;
    const tokens = StringPrototypeSplit(header, ",");
    for (let i = 0; i < tokens.length; i++) {
      const token = StringPrototypeToLowerCase(StringPrototypeTrim(tokens[i]));
      if (token in POLICIES && token !== "") policy = token;
    }
    return policy;
  }

  return {
    __proto__: null, CLIENT, POLICIES, isForbidden, newProvenance, originOf, originOfScript, ownUrl, redirectProvenance, withProvenance,
  };
})
