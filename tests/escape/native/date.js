// attack: dates parsed out of long texts
// stopped by: limit wall time
// after: either
const text = " ".repeat(1e5) + "2020";
for (;;) new Date(text);
