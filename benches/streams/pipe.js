// 100,000 small chunks: ReadableStream -> WritableStream.
const COUNT = 100_000;
let next = 0, sum = 0;
const source = new ReadableStream({
  pull(controller) {
    if (next === COUNT) controller.close();
    else controller.enqueue(next++);
  },
});
const sink = new WritableStream({
  write(chunk) {
    sum += chunk;
  },
});
const start = performance.now();
source.pipeTo(sink).then(() => {
  if (sum !== COUNT * (COUNT - 1) / 2) throw new Error("wrong sum " + sum);
  console.log(performance.now() - start);
});
