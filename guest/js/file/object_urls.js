// blob: URLs: https://w3c.github.io/FileAPI/#url
(function (native, primordials, parts) {
  "use strict";
  const { SafeMap, StringPrototypeIndexOf, StringPrototypeSlice, TypeError } = primordials;
  const { blobState, isBlob } = parts;

  const store = new SafeMap();

  function storeBlob(object) {
    if (!isBlob(object)) throw new TypeError("URL.createObjectURL: the argument is not a Blob");
    // Nobody's origin: https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque
    const url = "blob:null/" + native.randomUUID();
    store.set(url, blobState(object));
    return url;
  }

  function revokeBlob(url) {
    store.delete(url);
  }

  // The state of the blob behind a URL.
  function blobOfUrl(url) {
    const at = StringPrototypeIndexOf(url, "#");
    return store.get(at < 0 ? url : StringPrototypeSlice(url, 0, at));
  }

  return { __proto__: null, blobOfUrl, revokeBlob, storeBlob };
})
