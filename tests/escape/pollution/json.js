// attack: JSON replaced before results and JSON modules are read
// stopped by: nothing
(async () => {
  JSON.parse = JSON.stringify = () => { throw new Error("used"); };
  Object.prototype.toJSON = () => "evil";
  const data = (await import("/app/data.json", { with: { type: "json" } })).default;
  equal(data.a, 1);
  equal({}.polluted, undefined);
  equal(data.polluted, undefined);
  return { a: 1 };
})();
