// attack: counters that go on from tenant to tenant
// stopped by: nothing
// twice: same
check(true);
[setTimeout(() => {}), setInterval(() => {}), Number(new Error("x").stack.match(/:(\d+):/)?.[1] ?? 0), Symbol("x").toString()];
