import { equal, ok, same, sleep, test, throws } from "../assert.mjs";

await test("errors of timers and jobs go to the listeners of the global object", async () => {
  const seen = [];
  onerror = (message, filename, line, column, error) => {
    seen.push(message, filename.endsWith("global_errors.mjs"), line > 0, column > 0, error.message);
    return true;
  };
  setTimeout(() => { throw new RangeError("timer"); });
  await sleep(2);
  onerror = null;
  same(seen, ["Uncaught RangeError: timer", true, true, true, "timer"]);
  const jobs = [];
  addEventListener("error", (event) => { event.preventDefault(); jobs.push(event.error); }, { once: true });
  queueMicrotask(() => { throw 7; });
  await sleep(1);
  same(jobs, [7]);
});

await test("a rejection that a listener takes is handled, and may be handled late", async () => {
  const seen = [];
  const promise = Promise.reject("why");
  onunhandledrejection = (event) => {
    event.preventDefault();
    seen.push(event.type, event.promise === promise, event.reason);
  };
  onrejectionhandled = (event) => seen.push(event.type, event.promise === promise);
  await sleep(1);
  promise.catch(() => {});
  await sleep(1);
  onunhandledrejection = onrejectionhandled = null;
  same(seen, ["unhandledrejection", true, "why", "rejectionhandled", true]);
});

await test("reportError tells the listeners at once", () => {
  let got;
  addEventListener("error", (event) => { event.preventDefault(); got = event.error; }, { once: true });
  const error = new Error("reported");
  reportError(error);
  equal(got, error);
  throws(() => reportError(), TypeError);
});

await test("the global object is an event target and names itself", () => {
  ok(globalThis instanceof EventTarget && self === globalThis);
  let target;
  addEventListener("x", (event) => { target = event.target; }, { once: true });
  dispatchEvent(new Event("x"));
  equal(target, globalThis);
});
