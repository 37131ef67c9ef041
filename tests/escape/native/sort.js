// attack: a sort of a large array
// stopped by: limit wall time or limit memory
// after: either
const a = Array.from({ length: 3e5 }, (_, i) => (i * 7919) % 300007);
for (;;) a.slice().sort((x, y) => x - y);
