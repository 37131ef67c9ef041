// attack: recursion that goes on where it was caught
// stopped by: limit wall time
// after: either
function dive() {
  try {
    dive();
  } catch {
    dive();
  }
}
for (;;) dive();
