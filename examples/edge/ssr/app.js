// React on the server: the page goes out at once, the forecast follows when it is there.
//
//   npm --prefix examples/edge/ssr install
//   host serve examples/edge/ssr/app.js --allow-env NODE_ENV=production
//   host build examples/edge/ssr/app.js --world http --env NODE_ENV=production -o ssr.wasm
//   wasmtime serve ssr.wasm
//
//   curl --no-buffer localhost:8080/Skerryvore
import { createElement } from "react";
import { renderToReadableStream } from "react-dom/server";
import { Page } from "./page.js";

export default {
  async fetch(request) {
    const place = decodeURIComponent(new URL(request.url).pathname.slice(1)) || "Skerryvore";
    const page = createElement(Page, { place, forecast: ask(place) });
    const body = await renderToReadableStream(page, { signal: request.signal, onError: console.error });
    return new Response(body, { headers: { "content-type": "text/html; charset=utf-8" } });
  },
};

// Stands for a server that takes its time.
async function ask(place) {
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { wind: `force ${4 + (place.length % 5)}`, sea: "rough" };
}
