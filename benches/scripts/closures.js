// Closures, generators and higher-order array methods.
// The completion value is a checksum; call run() for another round.

function counter(step) {
  let value = 0;
  return { next: () => (value += step), peek: () => value };
}

function compose(...functions) {
  return (input) => functions.reduce((value, f) => f(value), input);
}

function* naturals(limit) {
  for (let i = 0; i < limit; i++) yield i;
}

function memoize(f) {
  const known = {};
  return (n) => (n in known ? known[n] : (known[n] = f(n)));
}

function run() {
  const counters = [];
  for (let i = 1; i <= 50; i++) counters.push(counter(i));
  for (let round = 0; round < 1000; round++) counters[round % 50].next();
  for (let round = 0; round < 2000; round++) counters.forEach((c, i) => i % 5 === round % 5 && c.next());
  const total = counters.reduce((sum, c) => sum + c.peek(), 0);

  const pipeline = compose((n) => n + 1, (n) => n * 2, (n) => n % 9973);
  let piped = 0;
  for (const n of naturals(15000)) piped = (piped + pipeline(n)) % 1000003;

  const steps = memoize((n) => (n === 1 ? 0 : 1 + steps(n % 2 ? 3 * n + 1 : n / 2)));
  let longest = 0;
  for (let n = 1; n < 1500; n++) longest = Math.max(longest, steps(n));

  const picked = Array.from({ length: 8000 }, (_, i) => i)
    .filter((n) => n % 3 !== 0)
    .map((n) => n * n)
    .slice(0, 3000)
    .reduce((sum, n) => (sum + n) % 1000003, 0);
  return `counters ${total} piped ${piped} longest ${longest} picked ${picked}`;
}

run();
