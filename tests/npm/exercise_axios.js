// What both builds of axios are asked; `server` answers with what it was sent. Through fetch in
// Node too, where axios would take Node's own http module, which words some errors otherwise.
import { print } from "./print.js";

export async function exercise(axios, { AxiosError, AxiosHeaders, isAxiosError, isCancel }, server) {
  axios.defaults.adapter = "fetch";
  const got = await axios.get(server + "/echo", { params: { a: 1, list: ["x", "y z"], none: null, date: new Date(0) }, headers: { "X-Own": "a b" } });
  print("get", [got.status, got.statusText, got.headers["content-type"], got.data]);
  const client = axios.create({ baseURL: server, timeout: 5000, headers: { common: { "x-client": "1" } } });
  client.interceptors.request.use((config) => {
    config.headers.set("x-intercepted", "yes");
    return config;
  });
  client.interceptors.response.use((response) => ({ ...response.data, seen: true }));
  print("post with interceptors", await client.post("/echo", { text: "größe", list: [1] }));
  print("a form", await client.post("/echo", new URLSearchParams({ a: "1 2", b: "ä" })));
  const form = new FormData();
  form.set("name", "Zoë");
  form.set("file", new Blob(["content"], { type: "text/plain" }), "a.txt");
  const multipart = await client.postForm("/echo", form);
  print("multipart", [/^multipart\/form-data; boundary=/.test(multipart.type), multipart.body.includes("Zoë"), multipart.body.includes("content")]);
  const missing = await axios.get(server + "/status/404").catch((error) => error);
  print("a failure", [missing instanceof AxiosError, isAxiosError(missing), missing.code, missing.message, missing.response.status, missing.response.data]);
  print("accepted all the same", (await axios.get(server + "/status/404", { validateStatus: () => true })).status);
  const controller = new AbortController();
  const aborted = axios.get(server + "/slow", { signal: controller.signal }).catch((error) => error);
  setTimeout(() => controller.abort(), 20);
  print("aborted", [isCancel(await aborted), (await aborted).code]);
  const late = await axios.get(server + "/slow", { timeout: 30 }).catch((error) => error);
  print("late", [late.code, late.message]);
  print("bytes", Array.from(new Uint8Array((await axios.get(server + "/bytes", { responseType: "arraybuffer" })).data)));
  print("without a request", [axios.getUri({ url: "/x", baseURL: "http://h/b", params: { q: "a b" } }), String(AxiosHeaders.from({ "X-A": "1" })), axios.toFormData({ a: { b: 1 } }, new FormData()).get("a[b]")]);
}
