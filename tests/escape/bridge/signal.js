// attack: signals among the arguments that lie and abort while they are read
// stopped by: nothing
(async () => {
  const { forever, later } = await import("host:tools");
  const controller = new AbortController();
  const timer = () => new Promise((resolve) => setTimeout(resolve, 5, "waits"));
  const waits = forever({ get signal() { controller.abort("now"); return controller.signal; } });
  const first = await Promise.race([waits.catch((reason) => reason), timer()]);
  check(first === "now" || first === "waits", first);
  const fake = Object.create(AbortSignal.prototype);
  const race = await Promise.race([forever(fake).catch((error) => error.name), timer()]);
  check(race === "waits" || race === "TypeError", race);
  equal(await later(1), 1);
})();
