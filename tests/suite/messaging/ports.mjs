import { equal, ok, same, test, throws } from "../assert.mjs";

const next = (port) => new Promise((resolve) => port.addEventListener("message", resolve, { once: true }));

await test("a message is a clone, delivered as a task", async () => {
  const { port1, port2 } = new MessageChannel();
  const order = [];
  const sent = { a: [1] };
  const got = new Promise((resolve) => (port2.onmessage = (event) => {
    order.push("message");
    resolve(event);
  }));
  port1.postMessage(sent);
  sent.a.push(2);
  Promise.resolve().then(() => order.push("job"));
  const event = await got;
  same([event.data, event.type, event.ports.length, event.isTrusted, order], [{ a: [1] }, "message", 0, true, ["job", "message"]]);
  ok(event instanceof MessageEvent && event.target === port2);
});

await test("messages wait until the port is started, and keep their order", async () => {
  const { port1, port2 } = new MessageChannel();
  for (let i = 0; i < 3; i++) port1.postMessage(i);
  const seen = [];
  port2.addEventListener("message", (event) => seen.push(event.data));
  await new Promise((resolve) => setTimeout(resolve, 5));
  equal(seen.length, 0);
  port2.start();
  await new Promise((resolve) => setTimeout(resolve, 5));
  same(seen, [0, 1, 2]);
});

await test("buffers and ports are transferred", async () => {
  const { port1, port2 } = new MessageChannel();
  const inner = new MessageChannel();
  const buffer = new ArrayBuffer(8);
  inner.port2.postMessage("early");
  port1.postMessage({ buffer, port: inner.port1 }, [buffer, inner.port1]);
  port2.start();
  const { data, ports } = await next(port2);
  same([buffer.detached, data.buffer.byteLength, ports.length], [true, 8, 1]);
  ok(ports[0] === data.port && data.port !== inner.port1);
  data.port.start();
  equal((await next(data.port)).data, "early");
});

await test("what cannot be cloned is refused at once", () => {
  const { port1 } = new MessageChannel();
  equal(throws(() => port1.postMessage(() => {}), DOMException).name, "DataCloneError");
  equal(throws(() => port1.postMessage(0, [port1]), DOMException).name, "DataCloneError");
  throws(() => port1.postMessage(), TypeError);
  throws(() => new MessagePort(), TypeError, /Illegal constructor/);
});

await test("a port that is closed is silent, and its other side hears of it", async () => {
  const { port1, port2 } = new MessageChannel();
  const closed = new Promise((resolve) => (port2.onclose = resolve));
  port1.close();
  port2.postMessage(1);
  equal((await closed).type, "close");
});

await test("navigator has a name", () => {
  ok(/^Skerry\/\d/.test(navigator.userAgent));
  throws(() => new Navigator(), TypeError);
});
