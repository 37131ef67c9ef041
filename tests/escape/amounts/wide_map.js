// attack: the same object many times over in a result, so that it doubles with each level
// stopped by: convert or limit host bytes or limit memory or limit wall time
// after: either
let value = ["x".repeat(100)];
for (let i = 0; i < 40; i++) value = [value, value];
value;
