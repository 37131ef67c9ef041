// attack: the host's environment
// stopped by: nothing
(async () => {
  const names = ["PATH", "HOME", "USER", "PWD", "CARGO_MANIFEST_DIR", "SKERRY_CACHE_DIR", "__proto__", "constructor", "hasOwnProperty", "", "\0", "GREETING=", "GREETING\0"];
  for (const name of names) check(!Object.hasOwn(process.env, name), name);
  equal(process.env.GREETING, "hello");
  equal(Object.keys(process.env).join(), "GREETING");
  const env = await import("skerry:env");
  for (const name of names) equal(env.get(name), undefined);
  process.env.PATH = "mine";
  equal(env.get("PATH"), undefined);
})();
