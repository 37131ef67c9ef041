// Destructuring, spread and rest, default values, computed and optional members.
// The completion value is a checksum; call run() for another round.

function area({ width = 1, height = 1, ...rest }, [scale = 1, ...offsets] = []) {
  let sum = 0;
  for (const offset of offsets) sum += offset;
  return width * height * scale + sum + Object.keys(rest).length;
}

function moved(point, changes) {
  const { x, y, ...others } = { ...point, ...changes };
  return { ...others, x: y, y: x };
}

function run() {
  let areas = 0;
  for (let i = 0; i < 4_000; i++) {
    areas += area({ width: i % 7, depth: i, ["key" + (i % 4)]: i }, [2, i, i + 1]);
    areas += area({ height: 3 });
  }
  let point = { x: 1, y: 2, label: "here" };
  for (let i = 0; i < 6_000; i++) point = moved(point, { x: (point.x * 3 + i) % 1_009 });
  let [a, b] = [1, 1];
  for (let i = 0; i < 25_000; i++) [a, b] = [b, (a + b) % 10_007];
  let missing = 0;
  const nested = [{ a: { b: [1, { c: 2 }] } }, { a: null }, {}];
  for (let i = 0; i < 12_000; i++) missing += nested[i % 3]?.a?.b?.[1]?.c ?? 1;
  const joined = [];
  for (let i = 0; i < 1_500; i++) joined.push(...[i, ...[i + 1, i + 2]]);
  return `areas ${areas} x ${point.x} y ${point.y} b ${b} missing ${missing} joined ${joined.length} ${Math.max(...joined.slice(-50))}`;
}

run();
