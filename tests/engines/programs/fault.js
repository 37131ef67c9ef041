// Fails in ways that a client must not learn about.
const failures = {
  "/throw": () => {
    throw new Error("a secret of the app");
  },
  "/reject": () => Promise.reject(new TypeError("a secret of the app")),
  "/exit": () => process.exit(1),
  "/nothing": () => undefined,
};

export default {
  fetch(request) {
    const { pathname } = new URL(request.url);
    return failures[pathname]?.() ?? (pathname in failures ? undefined : new Response("fine"));
  },
};
