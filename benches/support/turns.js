// Measuring in turns: what slows the machine down slows all of them.

export function median(times) {
  return times.sort((one, other) => one - other)[times.length >> 1];
}

// Medians of what each of `tasks`, by name, gives in so many rounds; without those that fail.
export function inTurns(rounds, tasks) {
  const times = new Map(Object.entries(tasks).map(([name]) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, task] of Object.entries(tasks)) {
      if (!times.has(name)) continue;
      try {
        const time = task();
        // The first round warms caches up.
        if (round > 0) times.get(name).push(time);
      } catch (error) {
        console.log(`${name}: ${String(error.stderr ?? error.message).trim().split("\n").find((line) => /error/i.test(line)) ?? error.message}`);
        times.delete(name);
      }
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}
