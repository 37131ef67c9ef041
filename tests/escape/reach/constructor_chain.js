// attack: constructors of everything, one after the other, to another realm
// stopped by: nothing
(async () => {
  const tools = await import("host:tools");
  for (const value of [tools.echo, tools.later, console.log, setTimeout, process.env, process.argv, tools.echo({}), await tools.later([]), new Error().constructor,
    throws(() => tools.fail("Error", "x")), globalThis.constructor ?? Object, (await import("skerry:fs")).readFile]) {
    const make = value.constructor.constructor;
    equal(make("return this")(), globalThis);
    equal(make("return Object")(), Object);
  }
})();
