// attack: JSON that doubles
// stopped by: limit memory or exception RangeError
// after: either
let text = "x";
for (;;) text = JSON.stringify([text, text]);
