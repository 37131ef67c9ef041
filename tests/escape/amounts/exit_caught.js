// attack: a script that catches its own exit
// stopped by: exit 4
// after: ended
try {
  process.exit(4);
} catch {
  for (;;);
} finally {
  for (;;);
}
