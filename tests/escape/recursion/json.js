// attack: deep JSON, read and written
// stopped by: nothing
throws(() => JSON.parse("[".repeat(1e6)), "RangeError");
let deep = [];
for (let i = 0; i < 1e5; i++) deep = [deep];
throws(() => JSON.stringify(deep), "RangeError");
