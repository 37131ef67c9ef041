// attack: an endless loop
// stopped by: limit wall time
for (;;);
