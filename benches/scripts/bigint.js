// Bigints: products and quotients of hundreds of digits, modular powers, texts.
// The completion value is a checksum; call run() for another round.

function factorial(n) {
  let product = 1n;
  for (let i = 2n; i <= n; i++) product *= i;
  return product;
}

function power(base, exponent, modulus) {
  let result = 1n;
  base %= modulus;
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}

function digitsOfPi(count) {
  let [q, r, t, k, n, l] = [1n, 0n, 1n, 1n, 3n, 3n];
  let digits = "";
  while (digits.length < count) {
    if (4n * q + r - t < n * t) {
      digits += n;
      [q, r, n] = [q * 10n, 10n * (r - n * t), (10n * (3n * q + r)) / t - 10n * n];
    } else {
      [q, r, t, k, n, l] = [q * k, (2n * q + r) * l, t * l, k + 1n, (q * (7n * k + 2n) + r * l) / (t * l), l + 2n];
    }
  }
  return digits;
}

function run() {
  const large = factorial(300n);
  const prime = 2n ** 127n - 1n;
  let powers = 0n;
  for (let i = 2n; i < 12n; i++) powers ^= power(i, prime - i, prime);
  const text = String(large);
  const back = BigInt(text) === large ? "same" : "other";
  let small = 0n;
  for (let i = 0n; i < 15_000n; i++) small = (small * 31n + i) & 0xffffffffffffn;
  return `digits ${text.length} ${back} powers ${powers} pi ${digitsOfPi(120).slice(-8)} small ${small}`;
}

run();
