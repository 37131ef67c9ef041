// Sorting: numbers and records with comparison functions, strings without
// one, and a heap sort written in JavaScript.
// The completion value is a checksum; call run() for another round.

function numbers(n) {
  let state = 12345;
  return Array.from({ length: n }, () => (state = (state * 1103515245 + 12345) % 2147483648));
}

function heapSort(list) {
  const sift = (start, end) => {
    let root = start;
    for (;;) {
      let child = 2 * root + 1;
      if (child >= end) return;
      if (child + 1 < end && list[child] < list[child + 1]) child++;
      if (list[root] >= list[child]) return;
      [list[root], list[child]] = [list[child], list[root]];
      root = child;
    }
  };
  for (let i = (list.length >> 1) - 1; i >= 0; i--) sift(i, list.length);
  for (let end = list.length - 1; end > 0; end--) {
    [list[0], list[end]] = [list[end], list[0]];
    sift(0, end);
  }
  return list;
}

function digest(list) {
  let sum = 0;
  for (let i = 0; i < list.length; i += 7) sum = (sum * 31 + list[i]) % 1000003;
  return sum;
}

function run() {
  const list = numbers(12000);
  const up = list.slice().sort((a, b) => a - b);
  const records = list.slice(0, 6000).map((key, order) => ({ key: key % 100, order }));
  records.sort((a, b) => a.key - b.key);
  const texts = list.slice(0, 4000).map(String).sort();
  const heap = heapSort(list.slice(0, 3000));
  return `up ${digest(up)} stable ${digest(records.map((r) => r.order))} texts ${texts[99]} heap ${digest(heap)}`;
}

run();
