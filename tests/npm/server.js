// The server that programs talk to: it says what it was sent.
import { createServer } from "node:http";

const routes = {
  "/echo": (request, response, body) => {
    response.setHeader("content-type", "application/json");
    const own = Object.entries(request.headers).filter(([name]) => name.startsWith("x-")).sort();
    response.end(JSON.stringify({ method: request.method, url: request.url, type: request.headers["content-type"], own, body }));
  },
  "/status/404": (request, response) => {
    response.statusCode = 404;
    response.setHeader("content-type", "application/json");
    response.end('{"error":"nothing here"}');
  },
  "/bytes": (request, response) => response.end(Buffer.from([0, 255, 128, 10])),
  // Never answers; whoever asks gives up.
  "/slow": () => {},
};

// The address of a server on loopback, and how to close it.
export async function listen() {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const route = routes[request.url.split("?")[0]];
    if (route === undefined) response.writeHead(500).end();
    else route(request, response, Buffer.concat(chunks).toString());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: "127.0.0.1:" + server.address().port, close };
}
