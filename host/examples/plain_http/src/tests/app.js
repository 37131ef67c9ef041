// Answers for ../tests.rs.
const encoder = new TextEncoder();
let count = 0;
let isWoken = false;

const routes = {
  "/": (request, env) => new Response(`${request.method} ${request.url} ${++count} ${env.NAME}`),
  "/count": () => new Response(String(++count)),
  // The body is read first: what arrives after an answer can end the connection before that is read.
  "/status": async (request) => {
    await request.arrayBuffer();
    return new Response(null, { status: 418 });
  },
  "/late": async () => new Response((await import("./late.js")).late),
  "/own": () => {
    const deep = () => deep() + 1;
    let name;
    try {
      deep();
    } catch (error) {
      name = error.name;
    }
    return new Response([Math.random() !== Math.random(), crypto.randomUUID().length === 36, Date.now() > 1.7e12, name].join(" "));
  },
  "/echo": (request) => new Response(request.body),
  "/trailers": (request) => new Response(request.body, { headers: { trailer: "x-sum" } }),
  "/upper": (request) => {
    const upper = new TransformStream({ transform: (text, controller) => controller.enqueue(text.toUpperCase()) });
    return new Response(request.body.pipeThrough(new TextDecoderStream()).pipeThrough(upper).pipeThrough(new TextEncoderStream()));
  },
  "/length": async (request) => new Response(String((await request.arrayBuffer()).byteLength)),
  "/ticks": () => {
    let next = 0;
    return new Response(new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (next === 3) controller.close();
        else controller.enqueue(encoder.encode(`tick ${next++}, `));
      },
    }));
  },
  "/throw": () => {
    throw new TypeError("a secret", { cause: new Error("another") });
  },
  "/reject": () => Promise.reject(new Error("a secret")),
  "/nothing": () => undefined,
  "/stuck": () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(encoder.encode("begun")) })),
  "/length-lie": () => new Response("12345", { headers: { "content-length": "9" } }),
  "/failing": () => {
    let isBegun = false;
    return new Response(new ReadableStream({
      async pull(controller) {
        if (isBegun) throw new Error("a secret");
        isBegun = true;
        controller.enqueue(encoder.encode("begun"));
        await new Promise((resolve) => setTimeout(resolve, 20));
      },
    }));
  },
  "/via": async (request) => {
    try {
      const response = await fetch(request.url.split("?")[1], { method: "POST", body: await request.text() });
      return new Response(`${response.status} ${await response.text()}`);
    } catch (error) {
      return new Response(`${error.name} ${error.message} ${error.cause.code}`);
    }
  },
  "/through": (request) => fetch(request.url.split("?")[1], { method: "POST", body: request.body, duplex: "half" }),
  "/later": (request, env, context) => {
    context.waitUntil(new Promise((resolve) => setTimeout(resolve, 10)).then(() => fetch(request.url.split("?")[1])));
    return new Response("answered first");
  },
  // The second answers, and then the first ends.
  "/wait": () => new Response(new ReadableStream({
    async start(controller) {
      controller.enqueue(encoder.encode("waiting"));
      while (!isWoken) await new Promise((resolve) => setTimeout(resolve, 1));
      controller.enqueue(encoder.encode(" woken"));
      controller.close();
    },
  })),
  "/wake": () => {
    isWoken = true;
    return new Response("wake");
  },
  "/exit": () => process.exit(1),
  "/never": () => new Promise(() => {}),
};

export default {
  fetch(request, env, context) {
    return routes[new URL(request.url).pathname](request, env, context);
  },
};
