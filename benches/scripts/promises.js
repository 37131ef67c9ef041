// Promises: awaits in a row, chains of then, and Promise.all over many.
// The completion value is a promise of a checksum; call run() for another round.

async function increment(n) {
  return n + 1;
}

async function inRow(count) {
  let n = 0;
  for (let i = 0; i < count; i++) n = await increment(n);
  return n;
}

function chained(count) {
  let promise = Promise.resolve(1);
  for (let i = 0; i < count; i++) promise = promise.then((n) => (n * 3 + i) % 1000003);
  return promise;
}

async function caught(count) {
  let failures = 0;
  for (let i = 0; i < count; i++) {
    try {
      await Promise.reject(i);
    } catch (error) {
      failures += error & 1;
    }
  }
  return failures;
}

async function run() {
  const all = await Promise.all(Array.from({ length: 2000 }, (_, i) => increment(i)));
  const sum = all.reduce((a, b) => a + b, 0);
  return `row ${await inRow(20000)} chain ${await chained(8000)} all ${sum} caught ${await caught(4000)}`;
}

run();
