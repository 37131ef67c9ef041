import { equal, ok, same, test, throws } from "../assert.mjs";

await test("a listener that throws does not stop the others, and the error is reported", () => {
  const seen = [];
  const onError = (event) => {
    event.preventDefault();
    seen.push(event.error.message, event.message);
  };
  addEventListener("error", onError);
  const target = new EventTarget();
  target.addEventListener("x", () => { throw new TypeError("first"); });
  target.addEventListener("x", () => seen.push("second"));
  ok(target.dispatchEvent(new Event("x")));
  removeEventListener("error", onError);
  same(seen, ["first", "Uncaught TypeError: first", "second"]);
});

await test("an object's handleEvent is looked up at each event", () => {
  const seen = [];
  const listener = { handleEvent() { seen.push(this === listener); } };
  const target = new EventTarget();
  target.addEventListener("x", listener);
  target.dispatchEvent(new Event("x"));
  listener.handleEvent = () => seen.push("changed");
  target.dispatchEvent(new Event("x"));
  same(seen, [true, "changed"]);
});

await test("a listener that another one removes is not called, one that it adds waits", () => {
  const seen = [];
  const target = new EventTarget();
  const second = () => seen.push("second");
  target.addEventListener("x", () => {
    target.removeEventListener("x", second);
    target.addEventListener("x", () => seen.push("third"), { once: true });
  }, { once: true });
  target.addEventListener("x", second);
  target.dispatchEvent(new Event("x"));
  same(seen, []);
  target.dispatchEvent(new Event("x"));
  same(seen, ["third"]);
});

await test("an event that is being dispatched is refused", () => {
  const target = new EventTarget();
  let thrown;
  target.addEventListener("x", (event) => {
    thrown = throws(() => target.dispatchEvent(event), DOMException);
  });
  target.dispatchEvent(new Event("x"));
  equal(thrown.name, "InvalidStateError");
});

await test("patched prototypes do not reach the built-ins", () => {
  const originals = ["call", "apply", "bind"].map((name) => [Function.prototype, name, Function.prototype[name]]);
  originals.push([Array.prototype, "push", Array.prototype.push], [Map.prototype, "get", Map.prototype.get]);
  originals.push([Event.prototype, "preventDefault", Event.prototype.preventDefault]);
  const seen = [];
  for (const [object, name] of originals) object[name] = () => seen.push(name);
  Object.defineProperty(Object.prototype, "handlers", { set() { seen.length = 99; }, configurable: true });
  Object.defineProperty(Array.prototype, 0, { set() { seen.length = 98; }, configurable: true });
  let count = 0;
  try {
    const controller = new AbortController();
    controller.signal.onabort = () => count++;
    const any = AbortSignal.any({ *[Symbol.iterator]() { yield controller.signal; } });
    any.addEventListener("abort", () => count++);
    controller.abort();
  } finally {
    for (const [object, name, value] of originals) object[name] = value;
    delete Object.prototype.handlers;
    delete Array.prototype[0];
  }
  equal(count, 2);
  equal(seen.length, 0);
});

await test("a subclass of an event or a target works, and getters check what they are called on", () => {
  class Mine extends CustomEvent {}
  class Bus extends EventTarget {}
  const bus = new Bus();
  let got;
  bus.addEventListener("x", (event) => { got = event; });
  const event = new Mine("x", { detail: 5 });
  bus.dispatchEvent(event);
  ok(got === event && got instanceof Mine && got.detail === 5 && got.target === bus);
  const { get } = Object.getOwnPropertyDescriptor(Event.prototype, "type");
  throws(() => get.call({}), TypeError);
  throws(() => bus.addEventListener.call({}, "x", () => {}), TypeError);
  throws(() => bus.dispatchEvent({ type: "x" }), TypeError);
});
