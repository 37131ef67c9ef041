// The server that the proxy asks.
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

// Between two parts of an answer.
export const PAUSE_MS = 400;

const routes = {
  "/slow": async (request, response) => {
    response.write("first ");
    await sleep(PAUSE_MS);
    response.end("second");
  },
  // Gives back what it is given, while it is given.
  "/echo": (request, response) => request.pipe(response),
};

export async function listen() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://upstream");
    const route = routes[pathname];
    if (route !== undefined) return route(request, response);
    return response.writeHead(201, { "x-upstream": "yes" }).end(`at ${request.url}`);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}
