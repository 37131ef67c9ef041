// How fast some of the web platform works: MB/s, and microseconds for what has no bytes.
// Prints an object; each number is the best of three rounds after one to warm up.
const MIB = 1 << 20;

async function best(work) {
  let least = Infinity;
  await work();
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

const rate = async (bytes, work) => bytes.length / 1000 / (await best(() => work(bytes)));

const data = new Uint8Array(64 * MIB);
const ascii = new TextEncoder().encode("hello world ".repeat(2 * MIB));
const mixed = new TextEncoder().encode("hällo wörld €𝄞 ".repeat(MIB));
const key = (name) => crypto.subtle.generateKey({ name, length: 128 }, false, ["encrypt"]);
const [gcm, ctr] = [await key("AES-GCM"), await key("AES-CTR")];
const URLS = 20_000;

const rates = {
  "SHA-256": await rate(data, (bytes) => crypto.subtle.digest("SHA-256", bytes)),
  "SHA-512": await rate(data, (bytes) => crypto.subtle.digest("SHA-512", bytes)),
  "AES-GCM": await rate(data, (bytes) => crypto.subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, gcm, bytes)),
  "AES-CTR": await rate(data, (bytes) => crypto.subtle.encrypt({ name: "AES-CTR", counter: new Uint8Array(16), length: 64 }, ctr, bytes)),
  "decode ASCII": await rate(ascii, (bytes) => new TextDecoder().decode(bytes)),
  "decode mixed": await rate(mixed, (bytes) => new TextDecoder().decode(bytes)),
  "new URL": (1000 / URLS) * (await best(() => {
    for (let i = 0; i < URLS; i++) new URL("https://user@example.com:8080/a/b/c?x=1#y");
  })),
};
console.log(JSON.stringify(rates));
