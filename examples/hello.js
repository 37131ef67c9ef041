import { greet } from "./lib/greet.js";

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

console.log(greet("island"));

setTimeout(() => console.log("  a timer fires"), 10);
queueMicrotask(() => console.log("  a microtask runs"));

await sleep(20);
console.log("  top-level await goes on");
console.log({ sum: [1, 2, 3].reduce((a, b) => a + b), main: import.meta.main });
