// Requests, each over a connection of its own, and when which part of the answer came.
import { request } from "node:http";

const PATIENCE_MS = 20_000;

// What came: `chunks` are texts and their times after the request. `onChunk` gets each text and
// the request, which is open for more body where `body` is a function that writes the first of it.
export function ask(url, { method = "GET", headers = {}, body, onChunk } = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const asked = request(url, { method, headers, agent: false, signal }, (answer) => {
      const chunks = [];
      answer.setEncoding("utf8").on("data", (text) => {
        chunks.push({ text, ms: performance.now() - start });
        onChunk?.(text, asked);
      });
      answer.once("error", reject).once("end", () => {
        const text = chunks.map((chunk) => chunk.text).join("");
        resolve({ status: answer.statusCode, headers: answer.headers, text, chunks, ms: performance.now() - start });
      });
    });
    asked.once("error", reject);
    if (typeof body === "function") body(asked);
    else asked.end(body);
  });
}

export async function askJson(url, value) {
  const body = typeof value === "string" ? value : JSON.stringify(value);
  const init = value === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body };
  const { status, text, headers } = await ask(url, init);
  return { status, headers, json: JSON.parse(text) };
}
