// attack: Sets of texts without end
// stopped by: limit memory
// after: either
const set = new Set();
for (let i = 0; ; i++) set.add("text " + i);
