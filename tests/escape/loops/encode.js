// attack: texts encoded and decoded for ever
// stopped by: limit wall time
for (;;) new TextDecoder().decode(new TextEncoder().encode("x".repeat(1000)));
