// attack: everything that allocates, with no memory left
// stopped by: nothing or limit memory
// after: either
const kept = [];
try {
  for (;;) kept.push(new Uint8Array(1 << 16));
} catch {}
try {
  for (;;) kept.push({});
} catch {}
for (const body of [
  () => new Map([[1, {}]]), () => [1, 2, 3].map(String), () => new Error("x").stack, () => JSON.stringify({ a: [1] }),
  () => /(a)(b)/.exec("ab"), () => "abc".split(""), () => setTimeout(() => {}), () => new ReadableStream(),
  () => structuredClone({ a: [1] }), () => new AbortController().abort(), () => console.log({ a: [1] }),
  () => new TextEncoder().encode("x".repeat(100)), () => Promise.resolve(1).then(() => {}), () => BigInt(2) ** 100n,
]) try { body(); } catch {}
kept.length = 0;
check(true);
