// attack: queuing strategies that lie, throw and change their mind
// stopped by: nothing
for (const size of [() => NaN, () => -1, () => Infinity, () => { throw 1; }, () => ({})]) {
  throws(() => {
    let controller;
    new ReadableStream({ start(c) { controller = c; } }, { highWaterMark: 5, size });
    controller.enqueue(1);
  });
}
for (const highWaterMark of [NaN, -1, "x", {}]) throws(() => new ReadableStream({}, { highWaterMark }), "RangeError");
