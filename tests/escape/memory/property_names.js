// attack: property names without end
// stopped by: limit memory
// after: either
const object = {};
for (let i = 0; ; i++) object["name " + i] = i;
