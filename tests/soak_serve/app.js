// What ./run.js asks for.
let isUsed = false;

const routes = {
  // Each request finds a world of its own.
  "/hello": () => {
    const wasUsed = isUsed;
    isUsed = true;
    return new Response(wasUsed ? "used" : "hello");
  },
  "/echo": (request) => new Response(request.body),
  "/upper": (request) => new Response(request.body.pipeThrough(new TextDecoderStream())
    .pipeThrough(new TransformStream({ transform: (text, controller) => controller.enqueue(text.toUpperCase()) }))
    .pipeThrough(new TextEncoderStream())),
  "/timer": () => new Promise((resolve) => setTimeout(() => resolve(new Response("timer")), 5)),
  "/later": (request, env, context) => {
    context.waitUntil(new Promise((resolve) => setTimeout(resolve, 5)));
    return new Response("later");
  },
  "/throw": () => {
    throw new Error("on purpose");
  },
  "/loop": () => {
    for (;;);
  },
  "/memory": () => {
    const all = [];
    for (;;) all.push(new Uint8Array(1 << 20).fill(1));
  },
  // The client goes away in the middle.
  "/endless": () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(4096)) })),
};

export default {
  fetch: (request, env, context) => routes[new URL(request.url).pathname](request, env, context),
};
