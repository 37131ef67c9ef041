// attack: a text of a length that no memory has
// stopped by: nothing
const error = throws(() => "x".repeat(2 ** 30));
check(error.name === "RangeError" || error.name === "InternalError");
throws(() => "x".repeat(2 ** 29).padEnd(2 ** 30));
equal("x".repeat(100).length, 100);
