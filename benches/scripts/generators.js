// Generators: lazy pipelines, delegation, early return, values sent in.
// The completion value is a checksum; call run() for another round.

function* integers(from, to) {
  for (let n = from; n < to; n++) yield n;
}

function* filter(items, keeps) {
  for (const item of items) if (keeps(item)) yield item;
}

function* take(items, count) {
  if (count === 0) return;
  for (const item of items) {
    yield item;
    if (--count === 0) return;
  }
}

function* inOrder(node) {
  if (node === null) return;
  yield* inOrder(node.left);
  yield node.value;
  yield* inOrder(node.right);
}

function tree(depth, value) {
  if (depth === 0) return null;
  const step = 1 << depth;
  return { value, left: tree(depth - 1, value - step), right: tree(depth - 1, value + step) };
}

function* average() {
  let sum = 0;
  let count = 0;
  for (;; count++) sum += yield count === 0 ? 0 : Math.floor(sum / count);
}

function run() {
  let odd = 0;
  for (const n of take(filter(integers(0, 100_000), (n) => n % 3 === 1), 9_000)) odd = (odd + n) % 1_000_003;
  let walked = 0;
  for (const value of inOrder(tree(10, 0))) walked = (walked * 3 + value) % 1_000_003;
  const mean = average();
  mean.next();
  let last = 0;
  for (let i = 0; i < 10_000; i++) last += mean.next(i).value;
  const [first, second, ...rest] = integers(0, 2_000);
  return `odd ${odd} walked ${walked} last ${last} rest ${first + second + rest.length}`;
}

run();
