// attack: everything that could tell two tenants apart, with a frozen clock and a seed
// stopped by: nothing
// twice: same
// fixed: yes
check(Date.now() === 0);
check(performance.now() === 0);
const start = performance.now();
for (let i = 0; i < 1e5; i++) ;
[Math.random(), Date.now(), new Date().toString(), performance.now() - start, performance.timeOrigin, new Date(0).getTimezoneOffset(), new Error("x").stack,
  Reflect.ownKeys(globalThis).map(String), setTimeout(() => {}), JSON.stringify(process.argv)];
