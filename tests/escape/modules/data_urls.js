// attack: modules out of URLs that hold code
// stopped by: nothing
(async () => {
  for (const name of ["data:text/javascript,export default 1", "data:,1", "blob:null/x", "javascript:1", "http://127.0.0.1/x.js", "https://example.com/x.js",
    "about:blank", "wasm:x", "map:///secret", "app:/x", "eval.js", "tools.js", "skerry:streams/readable_stream.js", "skerry:primordials"]) {
    await rejects(() => import(name));
  }
})();
