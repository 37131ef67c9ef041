// attack: a proxy whose ownKeys never ends, met while the value is encoded
// stopped by: limit wall time
new Proxy({}, { ownKeys() { for (;;); } });
