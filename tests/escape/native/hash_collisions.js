// attack: keys that collide in the engine's hash table
// stopped by: limit wall time or limit memory
// after: either
for (;;) {
  const object = {};
  for (let i = 0; i < 1e4; i++) object["k" + i * 65536] = 1;
}
