// What scripts do most, see src/rehearsal.rs. All interfaces are used as a script would: on the
// way to its objects stand those of the built-ins, which have shapes too. The host is asked for
// nothing: a host that is not ours may know no answer.
(function (native, primordials, parts) {
  "use strict";
  const {
    AbortController, Blob, EventTarget, FormData, Headers, Map, Promise, ReadableStream, Request, Response, Set,
    TextDecoder, TextEncoder, TransformStream, URL, URLSearchParams, Uint8Array, WritableStream, structuredClone,
  } = globalThis;
  const { answerOfExported, newBody, newIncomingRequest, newLifetime, toAnswer } = parts;

  const LOCATION = "http://localhost/items?name=value";
  // As the host gives them: names in lower case and values in turn.
  const HEADERS = ["host", "localhost", "accept", "*/*", "user-agent", "rehearsal", "content-type", "application/json"];
  const BODY = "{\"name\":\"value\"}";

  const handlers = [
    { fetch: () => new Response("text") },
    {
      async fetch(request, env, context) {
        const { pathname, searchParams } = new URL(request.url);
        context.waitUntil(Promise.resolve());
        const { name } = request.method === "POST" ? await request.json() : { name: searchParams.get("name") };
        return Response.json({ name, pathname }, { status: 201, headers: { "x-name": name } });
      },
    },
    { fetch: async ({ headers }) => new Response(new TextEncoder().encode(headers.get("accept")), { headers }) },
  ];

  // As `fetch_event/handler.js` does it, but for the environment: not every host has one.
  async function respond(handler, method, body) {
    const lifetime = newLifetime(() => {});
    const request = newIncomingRequest(method, LOCATION, HEADERS.slice(), body);
    toAnswer(await answerOfExported(handler, request, {}, lifetime), method, lifetime);
  }

  async function requests() {
    for (const handler of handlers) {
      await respond(handler, "GET", null);
      await respond(handler, "POST", newBody(undefined, new TextEncoder().encode(BODY), undefined));
    }
    const request = new Request(LOCATION, { method: "POST", headers: new Headers({ accept: "*/*" }), body: BODY });
    await request.clone().text();
    await new Response(await request.blob()).arrayBuffer();
    for (const [name, value] of new Headers([["accept", "*/*"]])) new Headers().append(name, value);
    const form = new FormData();
    form.append("name", "value");
    for (const [name, value] of form) new URLSearchParams().append(name, value);
  }

  async function streams() {
    const letters = ReadableStream.from(["a", "b"]);
    const capitals = letters.pipeThrough(new TransformStream({
      transform(letter, controller) {
        controller.enqueue(letter.toUpperCase());
      },
    }));
    await capitals.pipeTo(new WritableStream({ write() {} }));
    const numbers = new ReadableStream({
      pull(controller) {
        controller.enqueue(1);
        controller.close();
      },
    });
    for await (const number of numbers) new Set([number]);
    const bytes = new ReadableStream({
      type: "bytes",
      pull(controller) {
        controller.enqueue(new Uint8Array(1));
        controller.close();
      },
    });
    const reader = bytes.getReader();
    while (!(await reader.read()).done);
    const writer = new WritableStream().getWriter();
    await writer.write("a");
    await writer.close();
    await new Response(new Blob(["a"]).stream()).text();
  }

  // No event: it asks for the time.
  function others() {
    new EventTarget().addEventListener("name", () => {}, { once: true });
    new AbortController().signal.addEventListener("abort", () => {});
    new TextDecoder().decode(new TextEncoder().encode("text"));
    structuredClone({ list: [1], map: new Map([["a", new Set([1])]]) });
  }

  return async function () {
    await requests();
    await streams();
    others();
  };
})
