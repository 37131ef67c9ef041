// attack: output goes on in a finally block after it was ended
// stopped by: limit output
// after: either
try {
  for (;;) console.error("x".repeat(1000));
} finally {
  for (;;) console.log("more");
}
