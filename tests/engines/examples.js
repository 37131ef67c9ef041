// The examples, and what each of them has to answer on every engine. A check gets a server:
// `url` is where it listens, `log()` what it has written.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, askJson } from "./client.js";
import { PAUSE_MS } from "./upstream.js";

const proxying = { entry: "edge/proxy.js", env: ({ upstream }) => ({ UPSTREAM: upstream }), isOnline: true };

export const examples = [
  { name: "hello", entry: "edge/hello.js", check: hello },
  { name: "proxy", ...proxying, check: proxy },
  { name: "streaming", ...proxying, check: streaming },
  { name: "json_api", entry: "edge/json_api/app.js", check: jsonApi },
  { name: "ssr", entry: "edge/ssr/app.js", env: () => ({ NODE_ENV: "production" }), check: ssr },
  { name: "cache", entry: "edge/cache.js", check: cache },
  { name: "counter", entry: "programs/counter.js", isOnce: true, check: counter },
  { name: "fault", entry: "programs/fault.js", check: fault },
];

async function hello({ url }) {
  const answer = await ask(`${url}/you?who=me`);
  assert.equal(answer.status, 200);
  assert.equal(answer.text, "hello from /you\n");
  assert.match(answer.headers["content-type"], /^text\/plain;\s*charset=utf-8$/i);
  assert.equal((await ask(`${url}/%C3%B6re`)).text, "hello from /%C3%B6re\n");
  assert.equal((await ask(`${url}/`, { method: "POST", body: "ignored" })).text, "hello from /\n");
}

async function proxy({ url, log }) {
  const answer = await ask(`${url}/some/path?and=query`);
  assert.equal(answer.status, 201);
  assert.equal(answer.text, "AT /SOME/PATH?AND=QUERY");
  assert.equal(answer.headers["x-upstream"], "yes");
  await written(log, "GET /some/path 201");
  const body = "some text ".repeat(100_000);
  assert.equal((await ask(`${url}/echo`, { method: "POST", body })).text, body.toUpperCase());
}

async function streaming({ url }) {
  const slow = await ask(`${url}/slow`);
  assert.equal(slow.text, "FIRST SECOND");
  assert.ok(isStreamed(slow, PAUSE_MS / 2), "the first part waits for the second");
  assert.equal(await duplex(url), "ONE TWO");
}

// The second half of the body is sent when the first has come back.
async function duplex(url) {
  const onChunk = (text, asked) => void (text.includes("ONE") && asked.end(" two"));
  const answer = await ask(`${url}/echo`, { method: "POST", body: (asked) => asked.write("one"), onChunk });
  return answer.text;
}

async function jsonApi({ url }) {
  const list = await askJson(`${url}/islands?before=1850`);
  assert.deepEqual(list.json, ["muckle-skerry", "skerryvore"]);
  assert.match(list.headers["server-timing"], /^handler;dur=\d/);
  assert.equal((await askJson(`${url}/islands/skerryvore`)).json.lit, 1844);
  assert.deepEqual(await outcome(`${url}/islands/atlantis`), [404, "there is no island atlantis"]);
  assert.deepEqual(await outcome(`${url}/nothing`), [404, "there is no /nothing"]);
  assert.deepEqual(await outcome(`${url}/islands?before=x`), [422, "the request is not valid"]);
  const voyage = await askJson(`${url}/voyages`, { stops: ["skerryvore", "sule-skerry"] });
  assert.deepEqual([voyage.status, voyage.json], [201, { stops: ["Skerryvore", "Sule Skerry"], km: 346 }]);
  const wrong = await askJson(`${url}/voyages`, { stops: ["skerryvore", 3] });
  assert.deepEqual([wrong.status, Object.keys(wrong.json.problems)], [422, ["stops[1]"]]);
  assert.deepEqual(await outcome(`${url}/voyages`, "{ not JSON"), [400, "the body is not JSON"]);
}

async function outcome(url, body) {
  const { status, json } = await askJson(url, body);
  return [status, json.error];
}

async function ssr({ url }) {
  const page = await ask(`${url}/Out%20Skerries`);
  assert.equal(page.status, 200);
  assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
  assert.match(page.chunks[0].text, /^<!DOCTYPE html>.*The weather at Out Skerries.*Asking the lighthouse/s);
  assert.doesNotMatch(page.chunks[0].text, /Sea rough/);
  assert.match(page.text, /<p id="forecast">Wind force 6\. Sea rough\.<\/p>.*<\/html>$/s);
  assert.ok(isStreamed(page, 250), "the page waits for the forecast");
}

async function cache({ url }) {
  const request = async () => ({ ...(await ask(`${url}/360360`)) });
  const answers = [await request(), await request(), await request()];
  for (const { text } of answers) assert.deepEqual(JSON.parse(text).factors, [2, 2, 2, 3, 3, 5, 7, 11, 13]);
  const sieve = (await askJson(`${url}/sieve`)).json.ms;
  const fastest = Math.min(...answers.map(({ ms }) => ms));
  assert.ok(fastest < sieve / 3, `a request takes ${fastest.toFixed(1)} ms, the table ${sieve.toFixed(1)} ms`);
  assert.equal((await ask(`${url}/1000000`)).status, 400);
}

// Where an instance takes one request, none sees what another has left behind.
async function counter({ url }) {
  for (let i = 0; i < 3; i++) assert.equal((await ask(url)).text, "1");
  const together = await Promise.all(Array.from({ length: 10 }, () => ask(url)));
  assert.deepEqual(new Set(together.map(({ text }) => text)), new Set(["1"]));
}

// The client learns nothing of a failure, the log does, and the next request is answered.
async function fault({ url, log }) {
  for (const path of ["/throw", "/reject", "/exit", "/nothing"]) {
    const { status, text } = await ask(url + path);
    assert.equal(status, 500, path);
    assert.doesNotMatch(text, /secret|Error:|fault\.js/, path);
  }
  await written(log, "Error: a secret of the app");
  await written(log, "TypeError: a secret of the app");
  assert.equal((await ask(`${url}/fine`)).text, "fine");
}

function isStreamed({ chunks }, pause) {
  return chunks.length > 1 && chunks.at(-1).ms - chunks[0].ms > pause;
}

async function written(log, line) {
  for (let i = 0; i < 40 && !log().includes(line); i++) await sleep(50);
  assert.ok(log().includes(line), `the log does not have: ${line}`);
}
