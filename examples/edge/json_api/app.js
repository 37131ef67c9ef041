// A JSON API with Hono: routes, parameters, validation, middleware.
//
//   npm --prefix examples/edge/json_api install
//   host serve examples/edge/json_api/app.js
//
// or as a component, for any engine that has wasi:http:
//
//   host build examples/edge/json_api/app.js --world http -o json_api.wasm
//   wasmtime serve json_api.wasm
//
//   curl localhost:8080/islands?before=1850
//   curl localhost:8080/voyages --json '{ "stops": ["skerryvore", "sule-skerry"] }'
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { distance, islands } from "./islands.js";
import { Invalid, problem } from "./problem.js";

const app = new Hono();
app.onError(problem);
app.notFound((c) => c.json({ error: `there is no ${c.req.path}` }, 404));

app.use(async (c, next) => {
  const start = performance.now();
  await next();
  c.header("server-timing", `handler;dur=${(performance.now() - start).toFixed(2)}`);
});

app.get("/islands", (c) => {
  const before = Number(c.req.query("before") ?? Infinity);
  if (Number.isNaN(before)) throw new Invalid({ before: "a year is a number" });
  return c.json(Object.entries(islands).filter(([, { lit }]) => lit < before).map(([id]) => id));
});

app.get("/islands/:id", (c) => {
  const id = c.req.param("id");
  return c.json({ id, ...known(id) });
});

app.post("/voyages", async (c) => {
  const body = await c.req.json().catch(() => {
    throw new HTTPException(400, { message: "the body is not JSON" });
  });
  const stops = validStops(body).map(known);
  const legs = stops.slice(1).map((stop, i) => distance(stops[i], stop));
  const km = legs.reduce((sum, leg) => sum + leg, 0);
  return c.json({ stops: stops.map(({ name }) => name), km: Math.round(km) }, 201);
});

function known(id) {
  if (Object.hasOwn(islands, id)) return islands[id];
  throw new HTTPException(404, { message: `there is no island ${id}` });
}

function validStops(body) {
  if (!Array.isArray(body?.stops)) throw new Invalid({ stops: "a list of islands is missing" });
  if (body.stops.length < 2) throw new Invalid({ stops: "a voyage has two stops or more" });
  const wrong = body.stops.flatMap((stop, i) => (typeof stop === "string" ? [] : [[`stops[${i}]`, "the id of an island is a string"]]));
  if (wrong.length > 0) throw new Invalid(Object.fromEntries(wrong));
  return body.stops;
}

export default app;
