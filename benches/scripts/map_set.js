// Map and Set: filling, looking up, deleting and walking, with numbers,
// strings and objects as keys.
// The completion value is a checksum; call run() for another round.

function counting() {
  const counts = new Map();
  for (let i = 0; i < 8000; i++) {
    const key = (i * 7919) % 1009;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let sum = 0;
  for (const [key, count] of counts) sum = (sum + key * count) % 1000003;
  return `${counts.size}/${sum}`;
}

function names() {
  const ids = new Map();
  for (let i = 0; i < 9000; i++) ids.set(`name-${i}`, i);
  let sum = 0;
  for (let i = 0; i < 18000; i += 2) sum += ids.get(`name-${i}`) ?? 1;
  for (let i = 0; i < 9000; i += 3) ids.delete(`name-${i}`);
  return `${ids.size}/${sum}`;
}

function visiting() {
  const nodes = [];
  for (let i = 0; i < 9000; i++) nodes.push({ id: i, next: [] });
  nodes.forEach((node, i) => node.next.push(nodes[(i * 17 + 1) % 9000], nodes[(i * 31 + 7) % 9000]));
  const seen = new Set();
  const todo = [nodes[0]];
  let sum = 0;
  while (todo.length > 0) {
    const node = todo.pop();
    if (seen.has(node)) continue;
    seen.add(node);
    sum = (sum * 3 + node.id) % 1000003;
    todo.push(...node.next);
  }
  return `${seen.size}/${sum}`;
}

function run() {
  return `counts ${counting()} names ${names()} visited ${visiting()}`;
}

run();
