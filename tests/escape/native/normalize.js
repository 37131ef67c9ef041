// attack: a text that is normalised
// stopped by: limit wall time
// after: either
const text = "\u0041\u030a".repeat(2e5);
for (;;) text.normalize("NFC");
