// Answers how many microseconds a fresh worker takes that says what 1+1 is, of `?times=N`.
const MODULE = "export default { fetch: () => new Response(String(1+1)) }";
let made = 0;

export default {
  async fetch(request, env) {
    const times = Number(new URL(request.url).searchParams.get("times"));
    const start = Date.now();
    for (let i = 0; i < times; i++) {
      const worker = env.LOADER.get(`world ${made++}`, () => ({
        compatibilityDate: "2025-09-01",
        mainModule: "main.js",
        modules: { "main.js": MODULE },
      }));
      const answer = await worker.getEntrypoint().fetch("http://world/");
      if ((await answer.text()) !== "2") throw new Error("it has not said 2");
    }
    return new Response(String(((Date.now() - start) * 1000) / times));
  },
};
