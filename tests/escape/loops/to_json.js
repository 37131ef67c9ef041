// attack: toJSON that never ends
// stopped by: limit wall time
JSON.stringify({ toJSON() { for (;;); } });
