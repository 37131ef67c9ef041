// library: acorn/dist/acorn.js
// input: lodash/lodash.js
// A parser at work: 540 KB of JavaScript become a tree, in which each kind of node is counted.
function run() {
  const counts = new Map();
  const count = (node) => {
    counts.set(node.type, (counts.get(node.type) ?? 0) + 1);
    for (const name in node) {
      const child = node[name];
      if (Array.isArray(child)) child.forEach((item) => item?.type && count(item));
      else if (child?.type) count(child);
    }
  };
  count(acorn.parse(input, { ecmaVersion: 2022 }));
  return [...counts].sort().join();
}
