// Sends each request on and streams the answer back, in capitals:
//
//   host serve examples/edge/proxy.js --allow-env UPSTREAM=http://localhost:3000 --allow-net=localhost
//
// or as a component, for any engine that has wasi:http:
//
//   host build examples/edge/proxy.js --world http --env UPSTREAM=http://localhost:3000 -o proxy.wasm
//   wasmtime serve proxy.wasm
const capitals = () => new TransformStream({
  transform: (text, controller) => controller.enqueue(text.toUpperCase()),
});

export default {
  async fetch(request, { UPSTREAM }, ctx) {
    const { pathname, search } = new URL(request.url);
    const answer = await fetch(new URL(pathname + search, UPSTREAM), request);
    const headers = new Headers(answer.headers);
    // Neither is true of what comes out.
    headers.delete("content-length");
    headers.delete("content-encoding");
    ctx.waitUntil(note(request.method, pathname, answer.status));
    const body = answer.body?.pipeThrough(new TextDecoderStream()).pipeThrough(capitals()).pipeThrough(new TextEncoderStream());
    return new Response(body, { status: answer.status, headers });
  },
};

async function note(method, pathname, status) {
  console.log(method, pathname, status);
}
