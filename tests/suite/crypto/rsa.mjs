import { equal, ok, rejects, same, test } from "../assert.mjs";

const { subtle } = crypto;
const bytes = (text) => new TextEncoder().encode(text);
const size = { modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) };
const algorithms = {
  pkcs1: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  pss: { name: "RSA-PSS", hash: "SHA-384", saltLength: 20 },
  oaep: { name: "RSA-OAEP", hash: "SHA-1", label: bytes("label") },
};
const nameOf = async (promise) => (await rejects(promise, DOMException)).name;

await test("keys sign and verify, in each format", async () => {
  for (const algorithm of [algorithms.pkcs1, algorithms.pss]) {
    const { privateKey, publicKey } = await subtle.generateKey({ ...algorithm, ...size }, true, ["sign", "verify"]);
    same([privateKey.usages.join(), publicKey.usages.join(), privateKey.type], ["sign", "verify", "private"]);
    same([publicKey.algorithm.modulusLength, publicKey.algorithm.publicExponent.join()], [1024, "1,0,1"]);
    for (const format of ["pkcs8", "jwk"]) {
      const key = await subtle.importKey(format, await subtle.exportKey(format, privateKey), algorithm, true, ["sign"]);
      const signature = await subtle.sign(algorithm, key, bytes("text"));
      for (const other of ["spki", "jwk"]) {
        const open = await subtle.importKey(other, await subtle.exportKey(other, publicKey), algorithm, true, ["verify"]);
        ok(await subtle.verify(algorithm, open, signature, bytes("text")));
        ok(!(await subtle.verify(algorithm, open, signature, bytes("other"))));
        ok(!(await subtle.verify(algorithm, open, new Uint8Array(signature).with(9, 1).with(8, 2), bytes("text"))));
        ok(!(await subtle.verify(algorithm, open, new Uint8Array(128).fill(255), bytes("text"))));
        ok(!(await subtle.verify(algorithm, open, new Uint8Array(3), bytes("text"))));
      }
    }
  }
});

await test("keys encrypt and decrypt, and wrap other keys", async () => {
  const { oaep } = algorithms;
  const usages = ["encrypt", "decrypt", "wrapKey", "unwrapKey"];
  const { privateKey, publicKey } = await subtle.generateKey({ ...oaep, ...size }, false, usages);
  for (const text of ["", "short", "x".repeat(128 - 42)]) {
    const packed = await subtle.encrypt(oaep, publicKey, bytes(text));
    equal(packed.byteLength, 128);
    equal(new TextDecoder().decode(await subtle.decrypt(oaep, privateKey, packed)), text);
    equal(await nameOf(subtle.decrypt({ name: "RSA-OAEP" }, privateKey, packed)), "OperationError");
  }
  equal(await nameOf(subtle.encrypt(oaep, publicKey, bytes("x".repeat(128 - 41)))), "OperationError");
  equal(await nameOf(subtle.decrypt(oaep, privateKey, new Uint8Array(128).fill(255))), "OperationError");
  const inner = await subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const wrapped = await subtle.wrapKey("raw", inner, publicKey, oaep);
  const back = await subtle.unwrapKey("raw", wrapped, privateKey, oaep, "AES-GCM", true, ["encrypt"]);
  same([...new Uint8Array(await subtle.exportKey("raw", back))], [...new Uint8Array(await subtle.exportKey("raw", inner))]);
  equal(await nameOf(subtle.exportKey("pkcs8", privateKey)), "InvalidAccessError");
});

await test("lengths and exponents that make no key are refused at once", async () => {
  const generate = (members) => subtle.generateKey({ ...algorithms.pss, ...size, ...members }, true, ["sign"]);
  for (const modulusLength of [0, 512, 1023, 8193, 2 ** 32 - 1]) equal(await nameOf(generate({ modulusLength })), "OperationError");
  for (const publicExponent of [[], [1], [2], [1, 0, 0], new Array(300).fill(255)]) {
    equal(await nameOf(generate({ publicExponent: new Uint8Array(publicExponent) })), "OperationError");
  }
  await rejects(generate({ publicExponent: [1, 0, 1] }), TypeError);
  equal(await nameOf(subtle.generateKey({ ...algorithms.pss, ...size }, true, ["verify"])), "SyntaxError");
});

await test("keys of other exponents and of odd lengths work", async () => {
  for (const [length, exponent] of [[1025, [3]], [1030, [1, 0, 1]], [1087, [17]], [1152, [1, 255, 255, 255, 255]]]) {
    const members = { modulusLength: length, publicExponent: new Uint8Array(exponent) };
    for (const algorithm of [algorithms.pkcs1, algorithms.pss]) {
      const { privateKey, publicKey } = await subtle.generateKey({ ...algorithm, ...members }, true, ["sign", "verify"]);
      equal(publicKey.algorithm.modulusLength, length);
      const again = await subtle.importKey("pkcs8", await subtle.exportKey("pkcs8", privateKey), algorithm, true, ["sign"]);
      ok(await subtle.verify(algorithm, publicKey, await subtle.sign(algorithm, again, bytes("x")), bytes("x")));
    }
  }
});

await test("salts that do not fit fail, of any length", async () => {
  const { privateKey, publicKey } = await subtle.generateKey({ ...algorithms.pss, ...size }, true, ["sign", "verify"]);
  const most = 128 - 48 - 2;
  const signature = await subtle.sign({ name: "RSA-PSS", saltLength: most }, privateKey, bytes("x"));
  ok(await subtle.verify({ name: "RSA-PSS", saltLength: most }, publicKey, signature, bytes("x")));
  for (const saltLength of [0, most - 1, most + 1, 2 ** 32 - 1]) {
    ok(!(await subtle.verify({ name: "RSA-PSS", saltLength }, publicKey, signature, bytes("x"))));
  }
  for (const saltLength of [most + 1, 200, 2 ** 32 - 1]) {
    equal(await nameOf(subtle.sign({ name: "RSA-PSS", saltLength }, privateKey, bytes("x"))), "OperationError");
  }
});

await test("keys that are no keys are refused", async () => {
  const { pss } = algorithms;
  const { privateKey } = await subtle.generateKey({ ...pss, ...size }, true, ["sign"]);
  const jwk = await subtle.exportKey("jwk", privateKey);
  const take = (members) => nameOf(subtle.importKey("jwk", { ...jwk, ...members }, pss, true, ["sign"]));
  for (const member of ["n", "d", "p", "q", "dp", "dq", "qi"]) {
    for (const value of ["", "AA", "AQ", "Aw", jwk.n, "_".repeat(400), "_".repeat(100_000)]) {
      if (jwk[member] !== value) equal(await take({ [member]: value }), "DataError");
    }
  }
  equal(await take({ p: jwk.q }), "DataError");
  equal(await take({ dp: undefined }), "DataError");
  equal(await take({ alg: "RS384" }), "DataError");
  equal(await take({ oth: [{}] }), "NotSupportedError");
  equal(await take({ p: undefined, q: undefined, dp: undefined, dq: undefined, qi: undefined }), "NotSupportedError");
  const der = new Uint8Array(await subtle.exportKey("pkcs8", privateKey));
  for (let at = 0; at < der.length; at += 7) {
    const bad = der.slice();
    bad[at] ^= 0x55;
    equal(await nameOf(subtle.importKey("pkcs8", bad, pss, true, ["sign"])), "DataError");
    equal(await nameOf(subtle.importKey("pkcs8", der.slice(0, at), pss, true, ["sign"])), "DataError");
    equal(await nameOf(subtle.importKey("spki", der.slice(at), pss, true, [])), "DataError");
  }
});
