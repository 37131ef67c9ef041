// A cache that is full before the first request: what top-level code computes is part of the
// image, so every request starts with the table, and none waits for it.
//
//   host serve examples/edge/cache.js
//
// or as a component, for any engine that has wasi:http:
//
//   host build examples/edge/cache.js --world http -o cache.wasm
//   wasmtime serve cache.wasm
//
//   curl localhost:8080/360360     # out of the table
//   curl localhost:8080/sieve      # what it would cost to fill it now
const LIMIT = 1_000_000;

// The smallest prime factor of each number; 0 for primes.
function sieve() {
  const smallest = new Uint16Array(LIMIT);
  for (let prime = 2; prime * prime < LIMIT; prime++) {
    if (smallest[prime] !== 0) continue;
    for (let n = prime * prime; n < LIMIT; n += prime) smallest[n] ||= prime;
  }
  return smallest;
}

const table = sieve();

function factors(n) {
  const found = [];
  for (; table[n] !== 0; n /= table[n]) found.push(table[n]);
  return [...found, n];
}

function timed(work) {
  const start = performance.now();
  const result = work();
  return { result, ms: performance.now() - start };
}

export default {
  fetch(request) {
    const path = new URL(request.url).pathname.slice(1);
    if (path === "sieve") return Response.json({ ms: timed(sieve).ms });
    const number = Number(path);
    if (!(Number.isInteger(number) && number > 1 && number < LIMIT)) {
      return new Response(`a number from 2 to ${LIMIT - 1}, please\n`, { status: 400 });
    }
    const { result, ms } = timed(() => factors(number));
    return Response.json({ number, factors: result, ms });
  },
};
