import { equal, ok, rejects, same, test, throws } from "../assert.mjs";

const make = (body, init) => [new Response(body, init), new Request("http://a/", { ...init, body, method: "POST", duplex: "half" })];
const stream = (...chunks) => ReadableStream.from(chunks.map((chunk) => new TextEncoder().encode(chunk)));

await test("a body is read as what the script wants", async () => {
  for (const object of make('{"a":1}')) same(await object.json(), { a: 1 });
  for (const object of make("hä")) equal((await object.bytes()).length, 3);
  for (const object of make("hä")) equal((await object.arrayBuffer()).byteLength, 3);
  for (const object of make(stream("h", "i"))) {
    equal(await object.text(), "hi");
    equal(object.bodyUsed, true);
    break;
  }
  const blob = await new Response("x", { headers: { "content-type": "Text/HTML; charset=UTF-8" } }).blob();
  same([blob.type, blob.size], ["text/html;charset=UTF-8", 1]);
});

await test("the kind of the body says its type", () => {
  const type = (body) => new Response(body).headers.get("content-type");
  equal(type("x"), "text/plain;charset=UTF-8");
  equal(type(new URLSearchParams("a=1")), "application/x-www-form-urlencoded;charset=UTF-8");
  equal(type(new Blob([], { type: "a/b" })), "a/b");
  equal(type(new Uint8Array(1)), null);
  ok(/^multipart\/form-data; boundary=\S{20,70}$/.test(type(new FormData())));
});

await test("a body is read once", async () => {
  const response = new Response("x");
  await response.text();
  equal(response.bodyUsed, true);
  await rejects(response.text(), TypeError, /was read/);
  throws(() => response.clone(), TypeError);
  throws(() => response.body.getReader(), TypeError);
  const locked = new Response(stream("x"));
  locked.body.getReader();
  await rejects(locked.text(), TypeError, /locked/);
});

await test("a clone has a body of its own", async () => {
  const response = new Response(stream("a", "b"), { status: 201, statusText: "made", headers: { x: "y" } });
  const copy = response.clone();
  response.headers.set("x", "z");
  same([await response.text(), await copy.text(), copy.status, copy.statusText, copy.headers.get("x")], ["ab", "ab", 201, "made", "y"]);
});

await test("a chunk that is no bytes fails the body", async () => {
  await rejects(new Response(ReadableStream.from(["text"])).text(), TypeError, /Uint8Array/);
  const failing = new ReadableStream({ pull: (controller) => controller.error(new RangeError("no")) });
  await rejects(new Response(failing).bytes(), RangeError, /no/);
});

await test("a request takes over the body of another", async () => {
  for (const body of ["text", stream("te", "xt")]) {
    const first = new Request("http://a/", { method: "PUT", body, duplex: "half", headers: { a: "b" } });
    const second = new Request(first, { headers: { c: "d" } });
    same([first.bodyUsed, second.method, second.headers.get("a"), second.headers.get("c")], [true, "PUT", null, "d"]);
    equal(await second.text(), "text");
  }
});

await test("a stream that is never read is let go of", () => {
  const init = { body: new ReadableStream(), method: "POST", get duplex() { return "half" } };
  equal(new Request("http://a/", init).headers.has("Content-Type"), false);
});

await test("text loses its mark, and many chunks are no recursion", async () => {
  equal(await new Response("\ufeffa").text(), "a");
  equal((await new Response(stream(...Array(20000).fill("x"))).text()).length, 20000);
});
