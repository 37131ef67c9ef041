// attack: texts that are put together and never read
// stopped by: limit memory or exception RangeError or exception InternalError
// after: either
let text = "x".repeat(1000);
const kept = [];
for (let i = 0; ; i++) {
  text = text + i + text;
  kept.push(text);
}
