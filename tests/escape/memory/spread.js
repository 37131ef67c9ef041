// attack: arguments that are spread from an endless iterator
// stopped by: limit memory or exception RangeError
// after: either
Math.max(...(function* () { for (;;) yield 1; })());
