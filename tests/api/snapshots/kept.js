let name = ["a", "nother"].join("-");
const long = "0123456789".repeat(1000);
({})[name], ({})[long];
const symbol = Symbol.for("kept"), own = Symbol("own"), list = [1, 2, 3];
function use() {
    const object = { [own]: 1, [name ?? "a-nother"]: 2, [long]: 3 };
    name = null;
    for (let i = 0; i < 20_000; i++) {
        const cycle = { list, ["key" + i]: Symbol.for("kept"), part: long.slice(i % 5000, i % 5000 + 3000), last: object[long] };
        cycle.cycle = cycle;
    }
    const { length } = Object.keys(object);
    return JSON.stringify([object["a-" + "nother"], object[long.slice(0)], length, Symbol.for("kept") === symbol,
        Symbol.keyFor(symbol), object[own], own.description, long.length, list]);
}
