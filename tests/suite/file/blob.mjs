import { equal, ok, rejects, same, test, throws } from "../assert.mjs";

const text = "häl\r\nlo";

await test("a blob holds the bytes of its parts", async () => {
  const blob = new Blob([text, new Uint8Array([65, 66]), new Blob(["c"]), 1], { type: "Text/Plain" });
  equal(blob.size, 12);
  equal(blob.type, "text/plain");
  equal(await blob.text(), text + "ABc1");
  same([...(await blob.bytes())].slice(-3), [66, 99, 49]);
  equal((await blob.arrayBuffer()).byteLength, 12);
  equal(new Blob(["a\r\nb\rc"], { endings: "native" }).size, 5);
});

await test("a slice is a blob of its own", async () => {
  const blob = new Blob(["0123456789"]);
  equal(await blob.slice(2, -3, "x/y").text(), "23456");
  equal(blob.slice(2, -3, "x/y").type, "x/y");
  equal(blob.slice(5, 2).size, 0);
  equal(await blob.slice(-3).slice(1).text(), "89");
});

await test("nobody can change what a blob holds", async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const blob = new Blob([bytes]);
  bytes[0] = 9;
  (await blob.bytes())[1] = 9;
  for await (const chunk of blob.stream()) chunk.fill(9);
  same([...(await blob.bytes())], [1, 2, 3]);
});

await test("a stream of a blob is a byte stream", async () => {
  const blob = new Blob(["x".repeat(200000)]);
  let size = 0;
  for await (const chunk of blob.stream()) size += chunk.length;
  equal(size, 200000);
  const reader = blob.stream().getReader({ mode: "byob" });
  equal((await reader.read(new Uint8Array(10))).value.length, 10);
  const empty = new Blob().stream().getReader({ mode: "byob" });
  equal((await empty.read(new Uint8Array(1))).done, true);
});

await test("a file has a name and a time", () => {
  const file = new File(["x"], "a/b.txt", { type: "t/x", lastModified: 1.9 });
  same([file.name, file.lastModified, file.type, file.size], ["a/b.txt", 1, "t/x", 1]);
  ok(file instanceof Blob);
  equal(String(file), "[object File]");
  throws(() => new File([]), TypeError, /2 arguments/);
  throws(() => new Blob("x"), TypeError, /not a sequence/);
});

await test("blobs and files are cloned", async () => {
  const { blob, file } = structuredClone({ blob: new Blob(["b"], { type: "t/b" }), file: new File(["f"], "n", { lastModified: 7 }) });
  same([await blob.text(), blob.type, await file.text(), file.name, file.lastModified], ["b", "t/b", "f", "n", 7]);
  ok(file instanceof File && !(blob instanceof File));
});

await test("a blob: URL works until it is revoked", async () => {
  const url = URL.createObjectURL(new Blob(["hi"], { type: "text/x" }));
  ok(/^blob:null\/[0-9a-f-]{36}$/.test(url));
  const response = await fetch(url);
  same([await response.text(), response.headers.get("content-type")], ["hi", "text/x"]);
  URL.revokeObjectURL(url);
  await rejects(fetch(url), TypeError, /no blob/);
});

await test("a wrong this rejects where a promise is answered", async () => {
  await rejects(Blob.prototype.text.call({}), TypeError, /not a Blob/);
  throws(() => Blob.prototype.slice.call({}), TypeError);
});
