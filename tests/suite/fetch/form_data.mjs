import { equal, ok, rejects, same, test, throws } from "../assert.mjs";

await test("entries are texts and files", () => {
  const form = new FormData();
  form.append("a", 1);
  form.append("a", new Blob(["x"], { type: "t/x" }));
  form.set("b", new File(["y"], "y.txt"), "z.txt");
  same([form.get("a"), form.getAll("a")[1].name, form.get("b").name, form.has("c")], ["1", "blob", "z.txt", false]);
  same([...form.keys()], ["a", "a", "b"]);
  throws(() => form.append("a", "text", "name"), TypeError, /not a Blob/);
});

await test("multipart goes both ways", async () => {
  const form = new FormData();
  form.append('na"me\n', "li\nne");
  form.append("file", new File([new Uint8Array([0, 13, 10, 45, 45, 255])], 'f"\r\n.bin', { type: "a/b" }));
  form.append("empty", "");
  const back = await new Response(form).formData();
  same([...back.keys()], ['na"me\r\n', "file", "empty"]);
  equal(back.get('na"me\r\n'), "li\r\nne");
  const file = back.get("file");
  same([file.name, file.type, ...(await file.bytes())], ['f"\r\n.bin', "a/b", 0, 13, 10, 45, 45, 255]);
});

await test("multipart of others is read", async () => {
  const body = "--B\r\ncontent-disposition: FORM-DATA; name=a; x=y\r\nX-Other: 1\r\n\r\nvalue\r\n--B\r\n" +
    'Content-Disposition: form-data; filename="n"; name="f"\r\n\r\n\r\n--B--\r\n';
  const headers = { "content-type": 'multipart/form-data; boundary="B"' };
  const form = await new Response(body, { headers }).formData();
  same([form.get("a"), form.get("f").name, form.get("f").type, form.get("f").size], ["value", "n", "text/plain", 0]);
});

await test("multipart that is not whole is refused", async () => {
  const whole = '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nv\r\n--B--';
  const headers = { "content-type": "multipart/form-data; boundary=B" };
  for (let i = 0; i < whole.length; i++) await rejects(new Response(whole.slice(0, i), { headers }).formData(), TypeError);
  ok((await new Response(whole, { headers }).formData()).has("a"));
  await rejects(new Response(whole).formData(), TypeError, /no form/);
  await rejects(new Response("", { headers: { "content-type": "multipart/form-data" } }).formData(), TypeError);
});

await test("urlencoded goes both ways", async () => {
  const form = await new Response(new URLSearchParams({ a: "ä b", c: "" })).formData();
  same([...form], [["a", "ä b"], ["c", ""]]);
});
