// skerry:process: the global `process` as a module, and where the script runs.
(function (primordials) {
  "use strict";
  const { ObjectAssign, ObjectDefineProperty, ReflectGetOwnPropertyDescriptor } = primordials;
  return (native, process) => {
    const { argv, env, exit } = process;
    const names = {
      __proto__: null, argv, env, exit, arch: "wasm32", cwd: () => native.cwd(), platform: "skerry", version: native.version(),
    };
    const all = ObjectAssign({}, names);
    const exitCode = ReflectGetOwnPropertyDescriptor(process, "exitCode");
    if (exitCode !== undefined) ObjectDefineProperty(all, "exitCode", exitCode);
    names.default = all;
    return names;
  };
})
