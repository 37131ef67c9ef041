import { equal, ok, same, sleep, test, throws } from "../assert.mjs";

await test("the reason is the one given, or an AbortError with a stack", () => {
  const controller = new AbortController();
  controller.abort();
  const { reason } = controller.signal;
  ok(reason instanceof DOMException && reason instanceof Error && Error.isError(reason));
  same([reason.name, reason.code], ["AbortError", 20]);
  ok(reason.stack.includes("abort.mjs"));
  equal(AbortSignal.abort(7).reason, 7);
  equal(throws(() => controller.signal.throwIfAborted(), DOMException), reason);
});

await test("signals cannot be constructed", () => {
  throws(() => new AbortSignal(), TypeError, /Illegal constructor/);
  throws(() => new (class extends AbortSignal {})(), TypeError);
  throws(() => AbortSignal.any([{}]), TypeError);
  throws(() => AbortSignal.timeout(-1), TypeError);
  throws(() => AbortSignal.timeout(), TypeError);
});

await test("a handler can be replaced and taken away, in its first place", () => {
  const seen = [];
  const { signal, ...rest } = { signal: new AbortController().signal };
  const controller = new AbortController();
  controller.signal.onabort = () => seen.push("replaced");
  controller.signal.addEventListener("abort", () => seen.push("listener"));
  controller.signal.onabort = () => seen.push("handler");
  controller.abort();
  same(seen, ["handler", "listener"]);
  signal.onabort = 5;
  equal(signal.onabort, null);
  same(rest, {});
});

await test("a signal in a listener's options removes the listener", () => {
  const controller = new AbortController();
  const target = new EventTarget();
  let count = 0;
  target.addEventListener("x", () => count++, { signal: controller.signal });
  target.dispatchEvent(new Event("x"));
  controller.abort();
  target.dispatchEvent(new Event("x"));
  equal(count, 1);
});

await test("a timeout aborts with a TimeoutError while somebody waits for it", async () => {
  const signal = AbortSignal.timeout(1);
  await new Promise((resolve) => { signal.onabort = resolve; });
  same([signal.reason.name, signal.reason.code], ["TimeoutError", 23]);
});

await test("a dependent signal that nobody holds but its listener fires all the same", async () => {
  const controller = new AbortController();
  let fired = false;
  (() => AbortSignal.any([controller.signal]).addEventListener("abort", () => { fired = true; }))();
  await sleep(1);
  controller.abort();
  ok(fired);
});
