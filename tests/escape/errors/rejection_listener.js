// attack: a listener for rejections that rejects
// stopped by: rejection Error or limit wall time or exception Error
// after: either
// by: run
addEventListener("unhandledrejection", () => {
  Promise.reject(new Error("in the listener"));
  throw new Error("y");
}, { once: true });
Promise.reject(new Error("x"));
0;
