// process: what a command-line script needs and no more. What comes of the host is
// asked for when first read, so that a script without it pays nothing.
(function (native) {
  "use strict";
  const { defineProperty } = Object;
  const { defineProperty: mayDefineProperty } = Reflect;
  const process = {};
  const lazy = (name, read) => {
    defineProperty(process, name, {
      get() {
        const value = read();
        // Not where the script has frozen it.
        mayDefineProperty(process, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
        return value;
      },
      set(value) {
        defineProperty(process, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
      },
      enumerable: true,
      configurable: true,
    });
  };
  lazy("argv", native.argv);
  lazy("env", native.env);
  lazy("stdin", native.stdin);
  lazy("stdout", native.stdout);
  lazy("stderr", native.stderr);
  defineProperty(process, "exitCode", {
    get: native.getExitCode,
    set: native.setExitCode,
    enumerable: true,
    configurable: true,
  });
  process.exit = function exit(code) {
    if (code !== undefined) native.setExitCode(code);
    native.exit();
  };
  defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });
  defineProperty(globalThis, "process", { value: process, writable: true, configurable: true });
  return process;
})
