// attack: very long URLs
// stopped by: limit wall time or limit memory
for (;;) new URL("http://" + "a.".repeat(1e5) + "com/" + "%2e/".repeat(1e5) + "?" + "ä".repeat(1e5)).href;
