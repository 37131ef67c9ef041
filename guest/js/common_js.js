// CommonJS: require, module, exports, https://wiki.commonjs.org/wiki/Modules/1.1
// Files, JSON and ECMAScript modules without top-level await can be required.
(function (native) {
  "use strict";
  const { create, defineProperty, keys } = Object;
  const { apply } = Reflect;
  const cache = create(null);

  class Module {
    exports = {};
    loaded = false;
    children = [];
    constructor(url) {
      this.id = this.filename = native.path(url);
      defineProperty(this, "url", { value: url });
    }
  }
  delete Module.prototype.constructor;

  // Runs the source of `url` unless it is there; a cycle sees what is exported so far.
  function load(url, source) {
    const known = cache[url];
    if (known !== undefined) return known.exports;
    const module = new Module(url);
    cache[url] = module;
    let done = false;
    try {
      source ??= native.load(url);
      if (source.kind === "json") module.exports = native.parse(url, source.text);
      else if (source.kind === "module") module.exports = native.requireModule(url);
      else run(module, source);
      done = module.loaded = true;
    } finally {
      if (!done) delete cache[url];
    }
    return module.exports;
  }

  function run(module, source) {
    const { url, filename } = module;
    const require = makeRequire(url);
    const folder = filename.slice(0, filename.lastIndexOf("/")) || "/";
    module.require = require;
    const body = native.compile(url, source.text);
    apply(body, module.exports, [module.exports, require, module, filename, folder]);
  }

  function makeRequire(referrer) {
    const resolve = (specifier) => {
      if (typeof specifier !== "string") throw new TypeError("require: the specifier is not a string");
      return native.resolve(specifier, referrer);
    };
    const require = function require(specifier) {
      return load(resolve(specifier));
    };
    require.resolve = (specifier) => native.path(resolve(specifier));
    require.cache = cache;
    return require;
  }

  // What `import` sees: `default` is module.exports, its own keys are named exports.
  function named(url, text) {
    const exported = load(url, { kind: "common-js", text });
    const names = create(null);
    const type = typeof exported;
    if ((type === "object" && exported !== null) || type === "function") {
      for (const key of keys(exported)) if (key !== "default") names[key] = exported[key];
    }
    names.default = exported;
    return names;
  }

  return { __proto__: null, load: (url, text) => load(url, { kind: "common-js", text }), named };
})
