// Files, in Node and here: writes and reads large ones and many small ones below the folder that
// is its argument, and tells what it measured.
const isNode = globalThis.process?.versions?.node !== undefined;
const { readFile, writeFile } = await import(isNode ? "node:fs/promises" : "skerry:fs");
const folder = process.argv[2];

const LARGE = 8, SMALL = 500;

async function milliseconds(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const large = new Uint8Array(8 << 20).fill(7);
const small = new Uint8Array(512).fill(7);

async function writeLarge() {
  for (let i = 0; i < LARGE; i++) await writeFile(`${folder}/large${i}`, large);
}

async function readLarge() {
  for (let i = 0; i < LARGE; i++) if ((await readFile(`${folder}/large${i}`)).length !== large.length) throw new Error("cut");
}

async function writeSmall() {
  for (let i = 0; i < SMALL; i++) await writeFile(`${folder}/small${i}`, small);
}

async function readSmall() {
  for (let i = 0; i < SMALL; i++) if ((await readFile(`${folder}/small${i}`)).length !== small.length) throw new Error("cut");
}

await writeLarge();
const rate = (time) => LARGE * large.length / 1e6 / (time / 1e3);
const each = (time) => time * 1e3 / SMALL;
console.log(JSON.stringify({
  "write 8 MiB": rate(await milliseconds(writeLarge)),
  "read 8 MiB": rate(await milliseconds(readLarge)),
  "write 512 bytes": each(await milliseconds(writeSmall)),
  "read 512 bytes": each(await milliseconds(readSmall)),
}));
