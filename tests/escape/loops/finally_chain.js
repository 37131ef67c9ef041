// attack: finally blocks that start over when the call is ended
// stopped by: limit wall time
function* again() {
  try {
    for (;;) yield;
  } finally {
    yield* again();
  }
}
for (;;) for (const _ of again()) ;
