// attack: more requests at a time than are allowed, with bodies that never end
// stopped by: nothing
(async () => {
  const controller = new AbortController();
  const all = Array.from({ length: 200 }, () => fetch("http://nobody.invalid/", {
    method: "POST", duplex: "half", signal: controller.signal, body: new ReadableStream({ pull(it) { it.enqueue(new Uint8Array(1000)); } }),
  }).then(() => "answer", (error) => error.name));
  setTimeout(() => controller.abort(), 5);
  const names = new Set(await Promise.all(all));
  check(!names.has("answer"), [...names].join());
})();
