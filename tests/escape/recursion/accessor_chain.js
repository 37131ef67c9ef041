// attack: prototypes one above the other
// stopped by: nothing
let object = {};
for (let i = 0; i < 2e4; i++) object = Object.create(object);
equal(object.x, undefined);
equal("x" in object, false);
