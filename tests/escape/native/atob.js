// attack: base64 of a long text
// stopped by: limit wall time or limit memory
// after: either
const text = "QUFB".repeat(3e5);
for (;;) btoa(atob(text));
