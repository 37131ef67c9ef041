import { createContext, createElement as h, lazy, Suspense, useContext, useId, useMemo, useState } from "react";
import { renderToReadableStream, renderToStaticMarkup, renderToString } from "react-dom/server";
import { print } from "../print.js";

const Theme = createContext("light");
function Item({ text }) {
  const [count] = useState(2);
  const doubled = useMemo(() => count * 2, [count]);
  return h("li", { className: useContext(Theme), style: { fontSize: 12, WebkitBoxFlex: 1 }, "data-n": doubled, id: useId() }, text, "<&>");
}
const list = h(Theme.Provider, { value: "dark" }, h("ul", null, ["a", "b"].map((text) => h(Item, { key: text, text }))));
print("to a string", renderToString(list));
print("static markup", renderToStaticMarkup(h("input", { disabled: true, defaultValue: "é\"", "aria-label": "x" })));

const Slow = lazy(() => new Promise((resolve) => setTimeout(() => resolve({ default: () => h("b", null, "late") }), 5)));
const page = h("html", null, h("body", null, h(Suspense, { fallback: h("i", null, "waiting") }, h(Slow)), list));
const stream = await renderToReadableStream(page);
const early = [];
const decoder = new TextDecoder();
for await (const chunk of stream) early.push(decoder.decode(chunk, { stream: true }));
print("to a stream", early.join(""));
const whole = await renderToReadableStream(page);
await whole.allReady;
print("once all is ready", await new Response(whole).text());
const failing = await renderToReadableStream(h(Suspense, { fallback: "…" }, h(() => {
  throw new Error("broken");
})), { onError: (error) => error.message });
print("an error within a boundary", (await new Response(failing).text()).includes("data-dgst=\"broken\""));
print("an error outside of one", await renderToReadableStream(h(() => {
  throw new Error("broken");
}), { onError() {} }).catch((error) => error.message));
const stop = new AbortController();
const never = await renderToReadableStream(h("div", null, h(Suspense, { fallback: "…" }, h(lazy(() => new Promise(() => {}))))), { signal: stop.signal, onError: (error) => String(error) });
stop.abort(new Error("enough"));
print("aborted", (await new Response(never).text()).includes("Error: enough"));
