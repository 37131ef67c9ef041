// attack: weak collections as a result
// stopped by: convert
({ a: [new WeakMap(), new WeakRef({})] });
