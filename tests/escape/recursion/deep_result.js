// attack: a result that is deeper than the host would like to read
// stopped by: convert
let deep = [];
for (let i = 0; i < 1e5; i++) deep = [deep];
deep;
