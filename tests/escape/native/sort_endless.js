// attack: a comparison that always says less
// stopped by: limit wall time
// after: either
for (;;) Array.from({ length: 1e5 }, (_, i) => i).sort(() => -1);
