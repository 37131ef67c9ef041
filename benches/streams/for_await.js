// 1,000,000 items by for await.
const COUNT = 1_000_000;
let next = 0, sum = 0;
const source = new ReadableStream({
  pull(controller) {
    if (next === COUNT) controller.close();
    else controller.enqueue(next++);
  },
});
async function run() {
  const start = performance.now();
  for await (const item of source) sum += item;
  if (sum !== COUNT * (COUNT - 1) / 2) throw new Error("wrong sum " + sum);
  console.log(performance.now() - start);
}
run();
