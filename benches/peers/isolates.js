// How many microseconds an isolate of isolated-vm takes from nothing to nothing:
//
//   node benches/peers/isolates.js MODULES TIMES
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, times] = process.argv.slice(2);
const { Isolate } = createRequire(join(modules, "x"))("isolated-vm");
const fresh = () => {
  const isolate = new Isolate({ memoryLimit: 16 });
  isolate.createContextSync().evalSync("1+1");
  isolate.dispose();
};
fresh();
const start = process.hrtime.bigint();
for (let i = 0; i < times; i++) fresh();
console.log(Number(process.hrtime.bigint() - start) / 1e3 / times);
