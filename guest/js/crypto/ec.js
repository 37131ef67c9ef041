// ECDSA and ECDH: https://w3c.github.io/webcrypto/#ecdsa, https://w3c.github.io/webcrypto/#ecdh
//
// `data` of a key: the point, and the secret number of a private one.
(function (native, primordials, parts) {
  "use strict";
  const { TypeError, TypedArrayPrototypeGetByteLength, Uint8Array, newList } = primordials;
  const {
    bytesOfJwk, checkJwk, concatBytes, copyBytes, dataError, hashMember, hashOf, isCryptoKey, keyState, newDOMException,
    newJwk, newKey, operationError, registerAlgorithm, requireUsages, toBase64Url, toDOMString, viewOfBytes,
  } = parts;

  // Numbered as in web/crypto/subtle/ec.rs; lengths are in bytes.
  const CURVES = {
    __proto__: null,
    "P-256": { __proto__: null, number: 0, length: 32, bits: 256, alg: "ES256" },
    "P-384": { __proto__: null, number: 1, length: 48, bits: 384, alg: "ES384" },
    "P-521": { __proto__: null, number: 2, length: 66, bits: 528, alg: "ES512" },
  };
  const FORMATS = { __proto__: null, jwk: 0, pkcs8: 0, raw: 0, "raw-public": 0, spki: 0 };
  const DERIVING = { __proto__: null, deriveKey: 0, deriveBits: 0 };
  const SIGNING = { __proto__: null, sign: 0 };
  const VERIFYING = { __proto__: null, verify: 0 };
  const BOTH = { __proto__: null, sign: 0, verify: 0 };
  const NONE = { __proto__: null };

  function curveMember(given, record) {
    const { namedCurve } = given;
    if (namedCurve === undefined) throw new TypeError("the algorithm has no namedCurve");
    record.namedCurve = toDOMString(namedCurve);
  }

  function curveOf({ namedCurve }) {
    return CURVES[namedCurve];
  }

  function requireCurve(algorithm) {
    const curve = curveOf(algorithm);
    if (curve === undefined) throw newDOMException("'" + algorithm.namedCurve + "' is no curve that is known", "NotSupportedError");
    return curve;
  }

  function newEcKey(type, { name, namedCurve }, extractable, usages, point, secret) {
    return newKey(type, { __proto__: null, name, namedCurve }, extractable, usages, { point, secret });
  }

  // The usages of both that are among `allowed`.
  function among(usages, allowed) {
    const list = newList();
    for (let i = 0; i < usages.length; i++) if (usages[i] in allowed) list[list.length] = usages[i];
    return list;
  }

  function register(name, readers, functions, allAllowed, publicAllowed, privateAllowed) {
    function generateKey(algorithm, extractable, usages) {
      requireUsages(usages, allAllowed);
      const curve = requireCurve(algorithm);
      const secret = native.generateEc(curve.number);
      const point = native.pointOfSecret(curve.number, secret);
      return {
        publicKey: newEcKey("public", algorithm, true, among(usages, publicAllowed), point, undefined),
        privateKey: newEcKey("private", algorithm, extractable, among(usages, privateAllowed), point, secret),
      };
    }

    function importKey(format, data, algorithm, extractable, usages) {
      const isPrivate = format === "pkcs8" || format === "jwk" && data.d !== undefined;
      requireUsages(usages, isPrivate ? privateAllowed : publicAllowed);
      const curve = requireCurve(algorithm);
      requireFormat(format, importers, name);
      const { point, secret } = importers[format](curve, data, algorithm, extractable, usages);
      return newEcKey(isPrivate ? "private" : "public", algorithm, extractable, usages, point, secret);
    }

    const importers = {
      __proto__: null, raw: ofRaw, "raw-public": ofRaw,
      spki: ({ number }, data) => ({ point: orFail(native.ecFromSpki(number, data)), secret: undefined }),
      pkcs8({ number }, data) {
        const secret = orFail(native.ecFromPkcs8(number, data));
        return { point: native.pointOfSecret(number, secret), secret };
      },
      jwk(curve, jwk, algorithm, extractable, usages) {
        checkJwk(jwk, "EC", name === "ECDSA" ? "sig" : "enc", extractable, usages);
        if (jwk.crv !== algorithm.namedCurve) dataError("crv is not '" + algorithm.namedCurve + "'");
        if (name === "ECDSA" && jwk.alg !== undefined && jwk.alg !== curve.alg) dataError("alg is not '" + curve.alg + "'");
        return ofJwk(curve, jwk);
      },
    };

    registerAlgorithm(name, {
      __proto__: null, ...readers, generateKey: curveMember, importKey: curveMember, exportKey: null,
    }, { __proto__: null, ...functions, generateKey, importKey, exportKey });
  }

  function orFail(bytes) {
    return bytes === undefined ? dataError("the key is not one of the curve") : bytes;
  }

  function ofRaw({ number }, data) {
    return { point: orFail(native.pointOfBytes(number, data)), secret: undefined };
  }

  function ofJwk({ number, length }, jwk) {
    const list = newList();
    list[0] = new Uint8Array(1);
    list[0][0] = 4;
    list[1] = coordinate(jwk.x, "x", length);
    list[2] = coordinate(jwk.y, "y", length);
    const point = orFail(native.pointOfBytes(number, concatBytes(list)));
    if (jwk.d === undefined) return { point, secret: undefined };
    const secret = coordinate(jwk.d, "d", length);
    if (!isSame(orFail(native.pointOfSecret(number, secret)), point)) dataError("x and y are not those of d");
    return { point, secret };
  }

  function coordinate(text, member, length) {
    const bytes = bytesOfJwk(text, member);
    return TypedArrayPrototypeGetByteLength(bytes) === length ? bytes : dataError(member + " does not have " + length + " bytes");
  }

  function isSame(one, other) {
    for (let i = 0; i < TypedArrayPrototypeGetByteLength(one); i++) if (one[i] !== other[i]) return false;
    return true;
  }

  function exportKey(format, state) {
    const { number, length } = curveOf(state.algorithm);
    const { point, secret } = state.data;
    requireFormat(format, FORMATS, state.algorithm.name);
    if (format === "jwk") {
      const members = {
        kty: "EC", crv: state.algorithm.namedCurve, x: toBase64Url(viewOfBytes(point, 1, length)),
        y: toBase64Url(viewOfBytes(point, 1 + length, length)),
      };
      return newJwk(state, secret === undefined ? members : { ...members, d: toBase64Url(secret) });
    }
    const wanted = format === "pkcs8" ? "private" : "public";
    if (state.type !== wanted) throw newDOMException("the key is not a " + wanted + " one", "InvalidAccessError");
    if (format === "pkcs8") return native.ecToPkcs8(number, secret);
    return format === "spki" ? native.ecToSpki(number, point) : copyBytes(point);
  }

  function requireFormat(format, known, name) {
    if (!(format in known)) throw newDOMException(name + " keys have no format '" + format + "'", "NotSupportedError");
  }

  function requireType(state, type) {
    if (state.type !== type) throw newDOMException("the key is not a " + type + " one", "InvalidAccessError");
  }

  register("ECDSA", { __proto__: null, sign: hashMember, verify: hashMember }, {
    __proto__: null,
    sign({ hash }, state, data) {
      requireType(state, "private");
      return native.signEc(curveOf(state.algorithm).number, hashOf(hash).number, state.data.secret, data);
    },
    verify({ hash }, state, signature, data) {
      requireType(state, "public");
      return native.verifyEc(curveOf(state.algorithm).number, hashOf(hash).number, state.data.point, signature, data);
    },
  }, BOTH, VERIFYING, SIGNING);

  function otherMember(given, record) {
    const other = given.public;
    if (other === undefined) throw new TypeError("the algorithm has no public");
    if (!isCryptoKey(other)) throw new TypeError("public is not a CryptoKey");
    record.public = keyState(other);
  }

  // What two sides share, of keys of one kind; `share(state, other)` makes it.
  function derive({ name, public: other }, state, length, share) {
    requireType(state, "private");
    if (other.type !== "public") throw newDOMException("public is not a public key", "InvalidAccessError");
    if (other.algorithm.name !== name) throw newDOMException("public is a key of " + other.algorithm.name, "InvalidAccessError");
    const bytes = share(state, other);
    return length === null ? bytes : shortened(bytes, length);
  }

  function shortened(bytes, bits) {
    const length = bits + 7 >> 3;
    if (length > TypedArrayPrototypeGetByteLength(bytes)) operationError("there are not as many bits");
    const copy = copyBytes(bytes, 0, length);
    if (bits % 8 !== 0) copy[length - 1] &= 256 - (1 << 8 - bits % 8);
    return copy;
  }

  register("ECDH", { __proto__: null, deriveBits: otherMember }, {
    __proto__: null,
    deriveBits: (algorithm, state, length) => derive(algorithm, state, length, (state, other) => {
      if (other.algorithm.namedCurve !== state.algorithm.namedCurve) throw newDOMException("the keys are of two curves", "InvalidAccessError");
      const { number } = curveOf(state.algorithm);
      return native.shareEc(number, state.data.secret, other.data.point) ?? operationError("the keys share nothing");
    }),
  }, DERIVING, NONE, DERIVING);

  return { __proto__: null, amongUsages: among, deriveShared: derive, otherMember, requireFormat, requireType };
})
