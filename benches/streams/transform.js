// 100,000 small chunks: ReadableStream -> TransformStream -> WritableStream.
const COUNT = 100_000;
let next = 0, sum = 0;
const source = new ReadableStream({
  pull(controller) {
    if (next === COUNT) controller.close();
    else controller.enqueue(next++);
  },
});
const doubling = new TransformStream({
  transform(chunk, controller) {
    controller.enqueue(chunk * 2);
  },
});
const sink = new WritableStream({
  write(chunk) {
    sum += chunk;
  },
});
const start = performance.now();
source.pipeThrough(doubling).pipeTo(sink).then(() => {
  if (sum !== COUNT * (COUNT - 1)) throw new Error("wrong sum " + sum);
  console.log(performance.now() - start);
});
