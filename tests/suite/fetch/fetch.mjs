import { equal, ok, rejects, same, test, throws } from "../assert.mjs";

await test("no network is granted", async () => {
  await rejects(fetch("http://example.com/"), TypeError, /no network is granted/);
  await rejects(fetch("/relative"), TypeError, /not a URL/);
  await rejects(fetch(), TypeError, /1 argument/);
  equal(fetch.length, 1);
});

await test("data: URLs are answered", async () => {
  const response = await fetch("data:text/plain;charset=utf-8,h%C3%A4#x");
  same([await response.text(), response.status, response.ok, response.headers.get("content-type")], ["hä", 200, true, "text/plain;charset=utf-8"]);
  equal(response.url, "data:text/plain;charset=utf-8,h%C3%A4");
  equal(await (await fetch("data:;base64,aGk=")).text(), "hi");
  await rejects(fetch("data:;base64,%"), TypeError, /not valid/);
});

await test("an aborted signal rejects with its reason", async () => {
  const reason = new Error("stop");
  const error = await rejects(fetch("data:,x", { signal: AbortSignal.abort(reason) }), Error, /stop/);
  ok(error === reason);
  let cancelled;
  const body = new ReadableStream({ cancel: (why) => cancelled = why });
  const failing = fetch("data:,x", { method: "POST", body, duplex: "half", signal: AbortSignal.abort(reason) });
  ok(cancelled === reason);
  ok(await rejects(failing, Error) === reason);
});

await test("a request says what it was made of", () => {
  const request = new Request("http://a/b?c#d", { method: "patch", headers: { x: "1" }, redirect: "error", cache: "no-store" });
  same(
    [request.method, request.url, request.redirect, request.cache, request.mode, request.credentials, request.duplex],
    ["patch", "http://a/b?c#d", "error", "no-store", "cors", "same-origin", "half"],
  );
  equal(new Request("http://a/", { method: "post" }).method, "POST");
});

await test("requests that cannot be are refused", () => {
  for (const init of [
    { method: "CONNECT" }, { method: "a b" }, { body: "x" }, { mode: "navigate" }, { cache: "wrong" }, { signal: {} },
    { body: new ReadableStream(), method: "POST" }, { cache: "only-if-cached" }, { window: 1 },
  ]) throws(() => new Request("http://a/", init), TypeError);
  throws(() => new Request("http://me:pw@a/"), TypeError, /password/);
});

await test("the signal of a request follows the one that it was given", () => {
  const controller = new AbortController();
  const request = new Request("http://a/", { signal: controller.signal });
  ok(request.signal !== controller.signal && request.signal === request.signal);
  const copy = request.clone();
  controller.abort(7);
  same([request.signal.aborted, copy.signal.reason], [true, 7]);
});

await test("responses are made in three more ways", async () => {
  same([Response.error().type, Response.error().status], ["error", 0]);
  const redirect = Response.redirect("http://a/b", 308);
  same([redirect.status, redirect.headers.get("location")], [308, "http://a/b"]);
  throws(() => Response.redirect("http://a/", 200), RangeError);
  throws(() => Response.redirect("b"), TypeError);
  const json = Response.json({ a: [1] }, { status: 201, headers: { x: "y" } });
  same([json.status, json.headers.get("content-type"), await json.json()], [201, "application/json", { a: [1] }]);
  throws(() => Response.json(undefined), TypeError);
  throws(() => Response.json(1n), TypeError);
});

await test("a response that cannot be is refused", () => {
  for (const status of [0, 199, 600, 65535]) throws(() => new Response(null, { status }), RangeError);
  throws(() => new Response("", { status: 204 }), TypeError, /no body/);
  throws(() => new Response(null, { statusText: "\n" }), TypeError);
  equal(new Response(null, { status: 65736 }).status, 200);
});

await test("what a script does to prototypes changes nothing", async () => {
  const set = () => {
    throw new Error("intercepted");
  };
  for (const key of ["0", "body", "status", "isEmpty", "headers", "stream"]) {
    Object.defineProperty(key === "0" ? Array.prototype : Object.prototype, key, { configurable: true, set });
  }
  try {
    const request = new Request("http://a/", { __proto__: null, method: "POST", body: "x", headers: new Headers([["a", "b"]]) });
    equal(await new Response(request.body).text(), "x");
  } finally {
    delete Array.prototype[0];
    for (const key of ["body", "status", "isEmpty", "headers", "stream"]) delete Object.prototype[key];
  }
});
