// attack: host functions as constructors, with a strange this, and patched
// stopped by: nothing
(async () => {
  "use strict";
  const tools = await import("host:tools");
  throws(() => new tools.echo(1), "TypeError");
  equal(Reflect.apply(tools.echo, new Proxy({}, {}), [1]), 1);
  throws(() => { tools.echo = 1; }, "TypeError");
  throws(() => Object.defineProperty(tools, "evil", { value: 1 }), "TypeError");
  equal(tools.echo.call.call(tools.echo, null, 2), 2);
})();
