// attack: an endless loop that catches whatever ends it
// stopped by: limit wall time
function again() {
  try {
    for (;;);
  } catch {
    again();
  } finally {
    again();
  }
}
for (;;) try { again(); } catch {} finally { continue; }
