function outer() {
    const a = 1;
    return function middle() {
        return () => /* innermost */ `${a}`;
    };
}
class First {
    method(x) { return /* of both */ x; }
    static make() { return new First(); }
}
class Second {
    static #made = 0;
    method(x) { return /* of both */ x; }
    constructor() { Second.#made++; }
    get made() { return /* a getter */ Second.#made; }
}
const { Third, inner } = (function () {
    class Third { async *method(x) { yield /* of a third */ x; } }
    function inner() { return Third; }
    return { Third, inner };
})();
const { get: made } = Object.getOwnPropertyDescriptor(Second.prototype, "made");
const functions = [
    outer, outer(), outer()(), First, First.prototype.method, First.make, Second, Second.prototype.method, made, Third,
    Third.prototype.method, inner,
];
const called = () => [outer()()(), First.make().method(2), new Second().method(3), made.call(null), inner() === Third];
export default { fetch: () => new Response(`${functions.join("\n--\n")}\n--\n${called()}`) };
