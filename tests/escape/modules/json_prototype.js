// attack: a JSON module and a CommonJS module with __proto__
// stopped by: nothing
(async () => {
  const data = (await import("/app/data.json", { with: { type: "json" } })).default;
  equal(data.polluted, undefined);
  equal({}.polluted, undefined);
  const common = await import("/app/common.cjs");
  equal({}.polluted, undefined);
  equal(common.default.a, 1);
})();
