// attack: a spread over an endless generator that gives back nothing to keep
// stopped by: limit wall time
function* endless() {
  for (;;) yield 1;
}
for (const one of endless()) one;
