// Subresource Integrity: https://w3c.github.io/webappsec-subresource-integrity/
(function (native, primordials, parts) {
  "use strict";
  const {
    StringPrototypeCharCodeAt, StringPrototypeIndexOf, StringPrototypeSlice, StringPrototypeToLowerCase, TypeError, newList,
  } = primordials;
  // Builds without crates for cryptography have no `digestOf`.
  const { digestOf, toBase64Url } = parts;

  // From weak to strong.
  const HASHES = { __proto__: null, sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512" };
  const PLUS = 0x2B, SLASH = 0x2F, EQUALS = 0x3D;

  // https://w3c.github.io/webappsec-subresource-integrity/#get-the-strongest-metadata:
  // the hash, and the digests that will do; undefined where the text names none that is known.
  function strongestIntegrity(text) {
    if (text === "") return undefined;
    if (digestOf === undefined) throw new TypeError("fetch: this build cannot check the option integrity");
    let strongest;
    const items = words(text);
    for (let i = 0; i < items.length; i++) {
      const item = upTo(items[i], "?");
      const name = StringPrototypeToLowerCase(upTo(item, "-"));
      if (!(name in HASHES) || strongest !== undefined && name < strongest.name) continue;
      if (strongest === undefined || name > strongest.name) strongest = { name, digests: newList() };
      strongest.digests[strongest.digests.length] = urlSafe(StringPrototypeSlice(item, name.length + 1));
    }
    return strongest;
  }

  // https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist
  function isIntact(bytes, { name, digests }) {
    const digest = toBase64Url(digestOf(HASHES[name], bytes));
    for (let i = 0; i < digests.length; i++) if (digests[i] === digest) return true;
    return false;
  }

  function newIntegrityError(url) {
    return new TypeError("fetch: " + url + " has another digest than the option integrity asks for");
  }

  function words(text) {
    const all = newList();
    let word = "";
    for (let i = 0; i <= text.length; i++) {
      const isEnd = i === text.length || StringPrototypeCharCodeAt(text, i) <= 0x20;
      if (!isEnd) word += text[i];
      else if (word !== "") {
        all[all.length] = word;
        word = "";
      }
    }
    return all;
  }

  function upTo(text, mark) {
    const at = StringPrototypeIndexOf(text, mark);
    return at < 0 ? text : StringPrototypeSlice(text, 0, at);
  }

  // Either alphabet of base64 will do, with padding and without.
  function urlSafe(text) {
    let safe = "";
    for (let i = 0; i < text.length; i++) {
      const unit = StringPrototypeCharCodeAt(text, i);
      if (unit === EQUALS) break;
      safe += unit === PLUS ? "-" : unit === SLASH ? "_" : text[i];
    }
    return safe;
  }

  return { __proto__: null, isIntact, newIntegrityError, strongestIntegrity };
})
