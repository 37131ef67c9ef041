// How many sub-tests a folder has, and how many an engine passes.

export function passedOf(runs) {
  return Object.values(runs).reduce((sum, { tests }) => sum + tests.filter(([, why]) => why === null).length, 0);
}

// One number for all engines: of each file the most names that one of them gave. Where a file does
// not get as far as a test, it counts as one.
export function totalOf(byEngine) {
  const most = new Map();
  for (const runs of Object.values(byEngine)) {
    for (const [name, { tests, harness }] of Object.entries(runs)) {
      const size = tests.length === 0 && harness !== null ? 1 : tests.length;
      most.set(name, Math.max(most.get(name) ?? 0, size));
    }
  }
  return Array.from(most.values()).reduce((sum, size) => sum + size, 0);
}

// The lines `test FOLDER PASSED/TOTAL ... ok` of our own runner.
export function parseOurs(text) {
  const lines = text.matchAll(/^test (\S+)\s+(\d+)\/(\d+)\s+\.\.\. /gm);
  return new Map(Array.from(lines, ([, folder, passed, total]) => [folder, { passed: Number(passed), total: Number(total) }]));
}

// A row of the table; an engine that has not been run has no number.
export function rowOf(folder, byEngine, engines, ours) {
  const own = ours?.get(folder);
  const passed = engines.map((name) => (name in byEngine ? passedOf(byEngine[name]) : undefined));
  return { folder, total: Math.max(totalOf(byEngine), own?.total ?? 0), ours: own?.passed, passed };
}

export function sumOf(rows) {
  const sum = (numbers) => numbers.reduce((a, b) => (a === undefined || b === undefined ? undefined : a + b));
  const passed = rows[0].passed.map((_, i) => sum(rows.map((row) => row.passed[i])));
  return { folder: "all", total: sum(rows.map((row) => row.total)), ours: sum(rows.map((row) => row.ours)), passed };
}

export function isBelow({ ours, passed }) {
  return ours !== undefined && passed.some((number) => number > ours);
}
