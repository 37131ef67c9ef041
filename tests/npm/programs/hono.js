import { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { cors } from "hono/cors";
import { etag } from "hono/etag";
import { HTTPException } from "hono/http-exception";
import { sign, verify } from "hono/jwt";
import { stream, streamSSE } from "hono/streaming";
import { validator } from "hono/validator";
import { print } from "../print.js";

const app = new Hono();
app.use("/api/*", cors({ origin: "http://example.com" }), etag());
app.get("/api/:id{[0-9]+}", (c) => c.json({ id: c.req.param("id"), q: c.req.queries("q") }));
app.get("/cookies", (c) => {
  setCookie(c, "seen", "1", { httpOnly: true, path: "/" });
  return c.text(getCookie(c, "old") ?? "none");
});
app.post("/form", validator("form", (value, c) => (value.name ? value : c.text("no name", 400))), (c) => c.html("<b>" + c.req.valid("form").name + "</b>"));
app.get("/stream", (c) => stream(c, async (out) => {
  for (let i = 0; i < 3; i++) {
    await out.write(i + ";");
    await out.sleep(1);
  }
}));
app.get("/events", (c) => streamSSE(c, async (out) => {
  await out.writeSSE({ event: "e", id: "1", data: "x\ny" });
}));
app.get("/no", () => {
  throw new HTTPException(418, { message: "teapot" });
});
app.notFound((c) => c.text("nothing at " + c.req.path, 404));

async function ask(what, path, init) {
  const response = await app.request(path, init);
  print(what, [response.status, [...response.headers].sort(), await response.text()]);
}
await ask("JSON with middleware", "/api/12?q=a&q=b%20c");
await ask("a path that does not match", "/api/x");
await ask("cookies", "/cookies", { headers: { cookie: "old=yes%21" } });
const form = new FormData();
form.set("name", "Zoë");
await ask("a form", "/form", { method: "POST", body: form });
await ask("a form without a name", "/form", { method: "POST", body: new URLSearchParams({ x: "1" }) });
await ask("a stream", "/stream");
await ask("events", "/events");
await ask("an exception", "/no");
const token = await sign({ sub: "me" }, "secret", "HS256");
print("a token", [token, await verify(token, "secret", "HS256")]);
print("a wrong token", await verify(token, "other", "HS256").catch((error) => error.name));
