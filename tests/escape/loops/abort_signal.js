// attack: signals that depend on each other, aborted for ever
// stopped by: limit wall time
for (;;) {
  const controller = new AbortController();
  AbortSignal.any([controller.signal, AbortSignal.timeout(1e9)]).onabort = () => {};
  controller.abort();
}
