// Says hello:
//
//   host serve examples/edge/hello.js
//
// or as a component, for any engine that has wasi:http:
//
//   host build examples/edge/hello.js --world http -o hello.wasm
//   wasmtime serve hello.wasm
export default {
  fetch(request) {
    const { pathname } = new URL(request.url);
    return new Response(`hello from ${pathname}\n`);
  },
};
