// attack: a text that doubles
// stopped by: limit memory or exception RangeError
// after: either
let text = "x";
for (;;) {
  text += text;
  text.charCodeAt(1);
}
