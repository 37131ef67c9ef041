// attack: numbers at every edge
// stopped by: nothing
check(true);
[-0, NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 64, 5e-324, -5e-324, 1.7976931348623157e308, 2n ** 64n,
  -(2n ** 64n) - 1n, 0n, -1n, 2n ** 4096n, new Date(NaN), new Date(8.64e15), new Date(-8.64e15), /x/gimsuyd, Object(1n)];
