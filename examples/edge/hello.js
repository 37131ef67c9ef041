// host serve examples/edge/hello.js
export default {
  fetch(request) {
    const { pathname } = new URL(request.url);
    return new Response(`hello from ${pathname}\n`);
  },
};
