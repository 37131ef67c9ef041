// attack: regular expressions without end
// stopped by: limit memory
// after: either
const kept = [];
for (let i = 0; ; i++) kept.push(new RegExp("a{1," + (i % 200 + 1) + "}b" + i));
