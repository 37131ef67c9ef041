import { equal, ok, rejects, same, test } from "../assert.mjs";

const { subtle } = crypto;
const bytes = (text) => new TextEncoder().encode(text);
const hex = (buffer) => new Uint8Array(buffer).toHex();
const both = ["sign", "verify"];

await test("digests are those of the standards", async () => {
  equal(hex(await subtle.digest("sha-1", bytes("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
  equal(hex(await subtle.digest({ name: "SHA-256" }, bytes(""))), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  equal((await subtle.digest("SHA-512", new ArrayBuffer(1000))).byteLength, 64);
  equal((await rejects(subtle.digest("MD5", bytes("")), DOMException)).name, "NotSupportedError");
});

await test("HMAC signs and verifies", async () => {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await subtle.importKey("raw", bytes("key"), algorithm, true, both);
  const signature = await subtle.sign("HMAC", key, bytes("The quick brown fox jumps over the lazy dog"));
  equal(hex(signature), "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
  ok(!(await subtle.verify("HMAC", key, signature, bytes("another"))));
  const jwk = await subtle.exportKey("jwk", key);
  same([jwk.kty, jwk.k, jwk.alg, jwk.key_ops.join()], ["oct", "a2V5", "HS256", "sign,verify"]);
  same([key.algorithm.hash.name, key.algorithm.length, key.usages.join(), key.type], ["SHA-256", 24, "sign,verify", "secret"]);
});

await test("AES comes back in each of its modes", async () => {
  const data = bytes("some text that takes more than one block");
  const iv = new Uint8Array(16).fill(255);
  for (const parameters of [{ name: "AES-CBC", iv }, { name: "AES-CTR", counter: iv, length: 4 }, { name: "AES-GCM", iv, tagLength: 96 }]) {
    for (const length of [128, 192, 256]) {
      const key = await subtle.generateKey({ name: parameters.name, length }, true, ["encrypt", "decrypt"]);
      const packed = await subtle.encrypt(parameters, key, data);
      equal(new TextDecoder().decode(await subtle.decrypt(parameters, key, packed)), new TextDecoder().decode(data));
    }
  }
});

await test("what was changed does not decrypt", async () => {
  const key = await subtle.importKey("raw", new Uint8Array(16), "AES-GCM", false, ["encrypt", "decrypt"]);
  const parameters = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: bytes("a") };
  const packed = new Uint8Array(await subtle.encrypt(parameters, key, bytes("text")));
  packed[0] ^= 1;
  equal((await rejects(subtle.decrypt(parameters, key, packed), DOMException)).name, "OperationError");
  equal((await rejects(subtle.exportKey("raw", key), DOMException)).name, "InvalidAccessError");
  equal((await rejects(subtle.decrypt(parameters, key, new Uint8Array(3)), DOMException)).name, "OperationError");
});

await test("keys are derived from passwords and from other keys", async () => {
  const password = await subtle.importKey("raw", bytes("password"), "PBKDF2", false, ["deriveBits", "deriveKey"]);
  const parameters = { name: "PBKDF2", hash: "SHA-1", salt: bytes("salt"), iterations: 2 };
  equal(hex(await subtle.deriveBits(parameters, password, 160)), "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
  const key = await subtle.deriveKey(parameters, password, { name: "AES-KW", length: 256 }, true, ["wrapKey", "unwrapKey"]);
  const inner = await subtle.generateKey({ name: "AES-CBC", length: 128 }, true, ["encrypt"]);
  const wrapped = await subtle.wrapKey("raw", inner, key, "AES-KW");
  const back = await subtle.unwrapKey("raw", wrapped, key, "AES-KW", "AES-CBC", true, ["encrypt"]);
  equal(hex(await subtle.exportKey("raw", back)), hex(await subtle.exportKey("raw", inner)));
});

await test("curves sign, verify and share, in each format", async () => {
  for (const algorithm of [{ name: "ECDSA", namedCurve: "P-256" }, { name: "ECDSA", namedCurve: "P-384" }, { name: "Ed25519" }, { name: "Ed448" }]) {
    const { privateKey, publicKey } = await subtle.generateKey(algorithm, true, both);
    const how = { ...algorithm, hash: "SHA-512" };
    const signature = await subtle.sign(how, privateKey, bytes("text"));
    for (const format of ["raw", "spki", "jwk"]) {
      const key = await subtle.importKey(format, await subtle.exportKey(format, publicKey), algorithm, true, ["verify"]);
      ok(await subtle.verify(how, key, signature, bytes("text")));
      ok(!(await subtle.verify(how, key, signature, bytes("other"))));
    }
    for (const format of ["pkcs8", "jwk"]) {
      const key = await subtle.importKey(format, await subtle.exportKey(format, privateKey), algorithm, true, ["sign"]);
      ok(await subtle.verify(how, publicKey, await subtle.sign(how, key, bytes("x")), bytes("x")));
    }
  }
  for (const algorithm of [{ name: "ECDH", namedCurve: "P-256" }, { name: "X25519" }, { name: "X448" }]) {
    const [one, two] = [await subtle.generateKey(algorithm, false, ["deriveBits"]), await subtle.generateKey(algorithm, false, ["deriveBits"])];
    const shared = await subtle.deriveBits({ ...algorithm, public: two.publicKey }, one.privateKey, 256);
    equal(hex(shared), hex(await subtle.deriveBits({ ...algorithm, public: one.publicKey }, two.privateKey, 256)));
  }
});

await test("keys that are no keys are refused", async () => {
  const none = [["raw", new Uint8Array(65)], ["spki", new Uint8Array(91)], ["pkcs8", new Uint8Array(138)], ["jwk", { kty: "EC", crv: "P-256", x: "AA", y: "AA" }]];
  for (const [format, data] of none) {
    const algorithm = { name: "ECDSA", namedCurve: "P-256" };
    const usages = format === "pkcs8" ? ["sign"] : ["verify"];
    equal((await rejects(subtle.importKey(format, data, algorithm, true, usages), DOMException)).name, "DataError");
  }
  await rejects(subtle.importKey("raw", {}, "AES-GCM", true, []), TypeError);
  await rejects(subtle.sign("HMAC", {}, bytes("")), TypeError, /not a CryptoKey/);
  await rejects(subtle.digest.call({}, "SHA-1", bytes("")), TypeError, /Illegal invocation/);
});
