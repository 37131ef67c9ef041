// JSON Web Keys: https://w3c.github.io/webcrypto/#JsonWebKey-dictionary
(function (native, primordials, parts) {
  "use strict";
  const {
    StringPrototypeCharCodeAt, TypeError, TypedArrayPrototypeGetByteLength, Uint8Array, newList,
  } = primordials;
  const { KEY_USAGES, dataError, dictionary, hasUsage, isIterable, isObject, toArray, toDOMString, toSequence } = parts;

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const MEMBERS = ["alg", "crv", "d", "dp", "dq", "e", "ext", "k", "key_ops", "kty", "n", "oth", "p", "q", "qi", "use", "x", "y"];

  function toBase64Url(bytes) {
    const length = TypedArrayPrototypeGetByteLength(bytes);
    let text = "", bits = 0, held = 0;
    for (let i = 0; i < length; i++) {
      bits = bits << 8 | bytes[i];
      for (held += 8; held >= 6;) {
        held -= 6;
        text += DIGITS[bits >> held & 63];
      }
      bits &= 63;
    }
    return held === 0 ? text : text + DIGITS[bits << 6 - held & 63];
  }

  // The bytes; undefined where the text is not base64url without padding.
  function fromBase64Url(text) {
    if (text.length % 4 === 1) return undefined;
    const bytes = new Uint8Array(text.length * 3 >> 2);
    let bits = 0, held = 0, at = 0;
    for (let i = 0; i < text.length; i++) {
      const digit = digitOf(StringPrototypeCharCodeAt(text, i));
      if (digit < 0) return undefined;
      bits = (bits << 6 | digit) & 0xFFF;
      held += 6;
      if (held >= 8) {
        held -= 8;
        bytes[at++] = bits >> held & 255;
      }
    }
    return bytes;
  }

  function digitOf(code) {
    if (code >= 65 && code <= 90) return code - 65;
    if (code >= 97 && code <= 122) return code - 71;
    if (code >= 48 && code <= 57) return code + 4;
    return code === 45 ? 62 : code === 95 ? 63 : -1;
  }

  // The dictionary as a record; members are read in alphabetical order.
  function toJwk(value) {
    if (!isObject(value)) throw new TypeError("the key is not a JSON Web Key");
    const given = dictionary(value, "JsonWebKey");
    const jwk = { __proto__: null };
    for (let i = 0; i < MEMBERS.length; i++) {
      const member = given[MEMBERS[i]];
      if (member === undefined) jwk[MEMBERS[i]] = undefined;
      else if (MEMBERS[i] === "ext") jwk.ext = !!member;
      else if (MEMBERS[i] === "key_ops") jwk.key_ops = toSequence(member, toDOMString, "key_ops");
      else if (MEMBERS[i] === "oth") jwk.oth = isIterable(member) ? newList() : dataError("oth is not a list");
      else jwk[MEMBERS[i]] = toDOMString(member);
    }
    return jwk;
  }

  // What all kinds of keys ask of a JWK: https://w3c.github.io/webcrypto/#concept-usage
  function checkJwk(jwk, kty, use, extractable, usages) {
    if (jwk.kty !== kty) dataError("kty is not '" + kty + "'");
    if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) dataError("use is not '" + use + "'");
    if (jwk.key_ops !== undefined) checkOperations(jwk.key_ops, usages);
    if (jwk.ext === false && extractable) dataError("the key is not to be extractable");
  }

  function checkOperations(operations, usages) {
    for (let i = 0; i < operations.length; i++) {
      for (let j = 0; j < i; j++) if (operations[i] === operations[j]) dataError("key_ops has '" + operations[i] + "' twice");
    }
    for (let i = 0; i < usages.length; i++) {
      if (usages[i] in KEY_USAGES && !hasUsage(operations, usages[i])) dataError("key_ops lacks '" + usages[i] + "'");
    }
  }

  function bytesOfJwk(text, member) {
    const bytes = text === undefined ? undefined : fromBase64Url(text);
    if (bytes === undefined) dataError(member + " is not base64url");
    return bytes;
  }

  // A JWK for the script, with the members that every key has.
  function newJwk(state, members) {
    const operations = newList();
    for (let i = 0; i < state.usages.length; i++) operations[i] = state.usages[i];
    return { key_ops: toArray(operations), ext: state.extractable, ...members };
  }

  return { __proto__: null, bytesOfJwk, checkJwk, newJwk, toBase64Url, toJwk };
})
