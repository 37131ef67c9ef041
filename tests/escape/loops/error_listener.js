// attack: a listener for uncaught errors that throws again and again
// stopped by: limit wall time or exception Error
// by: run
addEventListener("error", (event) => {
  event.preventDefault();
  setTimeout(() => {
    throw new Error("again");
  });
});
setTimeout(() => {
  throw new Error("first");
});
