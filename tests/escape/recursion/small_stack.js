// attack: recursion on the smallest stack, within built-ins
// stopped by: nothing
// stack: 64
function dive() {
  dive();
}
throws(dive, "RangeError");
throws(() => [1].map(function again() { return [1].map(again); }), "RangeError");
throws(() => "x".replace(/x/, function again() { return "x".replace(/x/, again); }), "RangeError");
throws(() => JSON.parse("[1]", function again() { return JSON.parse("[1]", again); }), "RangeError");
throws(() => Reflect.construct(function F() { return Reflect.construct(F, []); }, []), "RangeError");
