// Keeps `host serve` at full load and looks for errors, memory that grows and slots that leak:
//
//   node tests/soak_serve/run.js HOST [SECONDS]
//
// Most requests are plain; some stream, throw, run into a limit, or are given up by their client.
// Fails where an answer is not what it should be, where resident memory at the end is above what
// it was after a tenth of the time, or where a runtime is alive when nobody asks for anything.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const [host, seconds = "600"] = process.argv.slice(2);
const CLIENTS = 16;
// What the allocator may keep for itself, between the two looks.
const SLACK_KIB = 16 * 1024;
const LIMITS = ["--max-cpu", "100ms", "--max-memory", "64MiB", "--timeout", "20s"];
const TEXT = "some text ".repeat(6_000);

const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
const app = join(dirname(fileURLToPath(import.meta.url)), "app.js");
const server = spawn(host, ["serve", app, "--addr", "127.0.0.1:0", "--metrics", "127.0.0.1:0", ...LIMITS], {
  stdio: ["ignore", "ignore", "pipe"],
});
process.on("exit", () => server.kill("SIGKILL"));

// How often each is asked for, among a thousand, and what comes.
const KINDS = [
  { often: 800, path: "/hello", expected: "200 hello" },
  { often: 60, path: "/timer", expected: "200 timer" },
  { often: 60, path: "/later", expected: "200 later" },
  { often: 40, path: "/echo", body: TEXT, expected: "200 " + TEXT },
  { often: 20, path: "/upper", body: TEXT, expected: "200 " + TEXT.toUpperCase() },
  { often: 14, path: "/throw", expected: /^500 / },
  { often: 3, path: "/loop", expected: /^503 / },
  { often: 1, path: "/memory", expected: /^50[03] / },
  { often: 2, path: "/endless", givenUpAfter: 100_000, expected: "200 given up" },
];

let listening, metrics;
const addresses = new Promise((resolve, reject) => {
  let text = "";
  server.stderr.setEncoding("utf8").on("data", (piece) => {
    text = (text + piece).slice(-4096);
    metrics ??= text.match(/metrics on (\S+)/)?.[1];
    listening ??= text.match(/listening on (\S+)/)?.[1];
    if (listening !== undefined && metrics !== undefined) resolve();
  });
  server.once("exit", (code) => reject(new Error(`the server has ended with ${code}:\n${text}`)));
});

function ask(url, { body, givenUpAfter = Infinity } = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, method: body === undefined ? "GET" : "POST" }, (answer) => {
      let text = "", length = 0;
      answer.setEncoding("utf8").on("data", (piece) => {
        text += piece;
        length += piece.length;
        if (length < givenUpAfter) return;
        resolve(`${answer.statusCode} given up`);
        asked.destroy();
      });
      answer.once("end", () => resolve(`${answer.statusCode} ${text}`)).once("error", reject);
    });
    asked.once("error", reject).end(body);
  });
}

function pick() {
  let number = Math.random() * 1000;
  return KINDS.find(({ often }) => (number -= often) < 0) ?? KINDS[0];
}

const counts = { right: 0, wrong: 0 };
async function client(end) {
  while (Date.now() < end) {
    const kind = pick();
    const answer = await ask(listening + kind.path, kind).catch((error) => String(error));
    const isRight = typeof kind.expected === "string" ? answer === kind.expected : kind.expected.test(answer);
    counts[isRight ? "right" : "wrong"]++;
    if (!isRight && counts.wrong <= 5) console.error(`${kind.path}: ${answer.slice(0, 200)}`);
  }
}

function resident() {
  return Number(readFileSync(`/proc/${server.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]);
}

async function alive() {
  const text = await ask(metrics);
  return Number(text.match(/^skerry_runtimes (\d+)/m)[1]);
}

await addresses;
// Afterwards some stand ready for the next requests.
await Promise.all(Array.from({ length: 10 * CLIENTS }, () => ask(listening + "/timer")));
await sleep(1000);
const before = await alive();
const start = Date.now();
const clients = Array.from({ length: CLIENTS }, () => client(start + seconds * 1000));
await sleep(seconds * 100);
const early = resident();
await Promise.all(clients);
await sleep(1000);
const late = resident(), after = await alive();
console.log(`${counts.right} answers as expected, ${counts.wrong} not, ${Math.round(counts.right / seconds)} a second`);
console.log(`resident ${early} KiB after a tenth of the time, ${late} KiB at the end; runtimes ${before} before, ${after} after`);
const isWell = counts.wrong === 0 && late <= early + SLACK_KIB && after <= before && server.exitCode === null;
console.log(isWell ? "ok" : "FAILED");
process.exit(isWell ? 0 : 1);
