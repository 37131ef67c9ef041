// attack: a module whose body never ends
// stopped by: limit wall time
// by: module
for (;;) Math.sqrt(2);
