// Typed arrays: a sieve, a matrix product and a byte-wise checksum.
// The completion value is a checksum; call run() for another round.

function sieve(limit) {
  const composite = new Uint8Array(limit + 1);
  let primes = 0;
  for (let i = 2; i <= limit; i++) {
    if (composite[i]) continue;
    primes++;
    for (let j = i * i; j <= limit; j += i) composite[j] = 1;
  }
  return primes;
}

function product(n) {
  const a = new Float64Array(n * n);
  const b = new Float64Array(n * n);
  const c = new Float64Array(n * n);
  for (let i = 0; i < n * n; i++) {
    a[i] = (i % 13) - 6;
    b[i] = (i % 7) * 0.5;
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[i * n + k] * b[k * n + j];
      c[i * n + j] = sum;
    }
  }
  return c.reduce((sum, value) => sum + value, 0);
}

function adler(bytes) {
  let a = 1;
  let b = 0;
  for (let i = 0; i < bytes.length; i++) {
    a = (a + bytes[i]) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

function run() {
  const bytes = new Uint8Array(200000);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i + 4 <= bytes.length; i += 4) view.setUint32(i, i * 2654435761, true);
  const words = new Int32Array(bytes.buffer).subarray(100, 4000).slice().sort();
  return `primes ${sieve(200000)} product ${product(56)} adler ${adler(bytes)} words ${words[0]}`;
}

run();
