// Ed448 with the vectors of RFC 8032, 7.4; X448 with those of RFC 7748, 5.2 and 6.2.
import { equal, ok, rejects, same, test } from "../assert.mjs";

const { subtle } = crypto;
const hex = (buffer) => new Uint8Array(buffer).toHex();
const bytes = (text) => Uint8Array.fromHex(text);
const failure = async (promise) => (await rejects(promise, DOMException)).name;

const PKCS8 = { Ed448: "3047020100300506032b6571043b0439", X448: "3046020100300506032b656f043a0438" };
const SPKI = { Ed448: "3043300506032b6571033a00", X448: "3042300506032b656f033900" };
const ofSecret = (name, secret) => subtle.importKey("pkcs8", bytes(PKCS8[name] + secret), name, true, name === "Ed448" ? ["sign"] : ["deriveBits"]);
const ofPublic = (name, open) => subtle.importKey("raw", bytes(open), name, true, name === "Ed448" ? ["verify"] : []);

const SECRET = "c4eab05d357007c632f3dbb48489924d552b08fe0c353a0d4a1f00acda2c463afbea67c5e8d2877c5e3bc397a659949ef8021e954e0a12274e";
const PUBLIC = "43ba28f430cdff456ae531545f7ecd0ac834a55d9358c0372bfa0c6c6798c0866aea01eb00742802b8438ea4cb82169c235160627b4c3a9480";
const SIGNATURE = "26b8f91727bd62897af15e41eb43c377efb9c610d48f2335cb0bd0087810f4352541b143c4b981b7e18f62de8ccdf633fc1bf037ab7cd779805e0dbcc0aae1cbcee1afb2e027df36bc04dcecbf154336c19f0af7e0a6472905e799f1953d2a0ff3348ab21aa4adafd1d234441cf807c03a00";

const SIGNED = [
  ["6c82a562cb808d10d632be89c8513ebf6c929f34ddfa8c9f63c9960ef6e348a3528c8a3fcc2f044e39a3fc5b94492f8f032e7549a20098f95b", "5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180", "", "", "533a37f6bbe457251f023c0d88f976ae2dfb504a843e34d2074fd823d41a591f2b233f034f628281f2fd7a22ddd47d7828c59bd0a21bfd3980ff0d2028d4b18a9df63e006c5d1c2d345b925d8dc00b4104852db99ac5c7cdda8530a113a0f4dbb61149f05a7363268c71d95808ff2e652600"],
  [SECRET, PUBLIC, "03", "", SIGNATURE],
  [SECRET, PUBLIC, "03", "666f6f", "d4f8f6131770dd46f40867d6fd5d5055de43541f8c5e35abbcd001b32a89f7d2151f7647f11d8ca2ae279fb842d607217fce6e042f6815ea000c85741de5c8da1144a6a1aba7f96de42505d7a7298524fda538fccbbb754f578c1cad10d54d0d5428407e85dcbc98a49155c13764e66c3c00"],
];

const SHARED = [
  ["3d262fddf9ec8e88495266fea19a34d28882acef045104d0d1aae121700a779c984c24f8cdd78fbff44943eba368f54b29259a4f1c600ad3", "06fce640fa3487bfda5f6cf2d5263f8aad88334cbd07437f020f08f9814dc031ddbdc38c19c6da2583fa5429db94ada18aa7a7fb4ef8a086", "ce3e4ff95a60dc6697da1db1d85e6afbdf79b50a2412d7546d5f239fe14fbaadeb445fc66a01b0779d98223961111e21766282f73dd96b6f"],
  ["203d494428b8399352665ddca42f9de8fef600908e0d461cb021f8c538345dd77c3e4806e25f46d3315c44e0a5b4371282dd2c8d5be3095f", "0fbcc2f993cd56d3305b0b7d9e55d4c1a8fb5dbb52f8e9a1e9b6201b165d015894e56c4d3570bee52fe205e28a78b91cdfbde71ce8d157db", "884a02576239ff7a2f2f63b2db6a9ff37047ac13568e1e30fe63c4a7ad1b3ee3a5700df34321d62077e63633c575c1c954514e99da7c179d"],
];
const ALICE = ["9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28dd9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726b", "9b08f7cc31b7e3e67d22d5aea121074a273bd2b83de09c63faa73d2c22c5d9bbc836647241d953d40c5b12da88120d53177f80e532c41fa0"];
const BOB = ["1c306a7ac2a0e2e0990b294470cba339e6453772b075811d8fad0d1d6927c120bb5ee8972b0d3e21374c9c921b09d1b0366f10b65173992d", "3eb7a829b0cd20f5bcfc0b599b6feccf6da4627107bdb0d4f345b43027d8b972fc3e34fb4232a13ca706dcb57aec3dae07bdc1c67bf33609"];
const THEIRS = "07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282bb60c0b56fd2464c335543936521c24403085d59a449a5037514a879d";

await test("Ed448 signs as RFC 8032 says", async () => {
  for (const [secret, open, data, context, signature] of SIGNED) {
    const key = await ofSecret("Ed448", secret);
    equal((await subtle.exportKey("jwk", key)).x, bytes(open).toBase64({ alphabet: "base64url", omitPadding: true }));
    const how = context === "" ? "Ed448" : { name: "Ed448", context: bytes(context) };
    equal(hex(await subtle.sign(how, key, bytes(data))), signature);
    ok(await subtle.verify(how, await ofPublic("Ed448", open), bytes(signature), bytes(data)));
  }
});

await test("an empty context is none, and one of 255 bytes is the longest", async () => {
  const [key, open] = [await ofSecret("Ed448", SECRET), await ofPublic("Ed448", PUBLIC)];
  const how = (length) => ({ name: "Ed448", context: new Uint8Array(length).buffer });
  equal(hex(await subtle.sign(how(0), key, bytes("03"))), SIGNATURE);
  const signature = await subtle.sign(how(255), key, bytes("03"));
  ok(await subtle.verify(how(255), open, signature, bytes("03")));
  ok(!(await subtle.verify(how(254), open, signature, bytes("03"))));
  ok(!(await subtle.verify("Ed448", open, signature, bytes("03"))));
  equal(await failure(subtle.sign(how(256), key, bytes("03"))), "OperationError");
  equal(await failure(subtle.verify(how(256), open, bytes(SIGNATURE), bytes("03"))), "OperationError");
  await rejects(subtle.sign({ name: "Ed448", context: "text" }, key, bytes("03")), TypeError, /context is neither/);
});

await test("signatures that were changed are none", async () => {
  const open = await ofPublic("Ed448", PUBLIC);
  const verify = (signature, data = "03") => subtle.verify("Ed448", open, signature, bytes(data));
  for (const at of [0, 28, 56, 57, 84, 112, 113]) {
    const signature = bytes(SIGNATURE);
    signature[at] ^= 1;
    ok(!(await verify(signature)), at);
  }
  ok(!(await verify(bytes(SIGNATURE), "04")));
  ok(!(await verify(bytes(SIGNATURE).subarray(1))));
  ok(!(await verify(bytes(SIGNATURE + "00"))));
  ok(!(await verify(new Uint8Array(0))));
});

await test("a signature has one way to be written", async () => {
  // The number and the group's order.
  const order = 2n ** 446n - 0x8335dc163bb124b65129c96fde933d8d723a70aadc873d6d54a7bb0dn;
  const number = BigInt("0x" + bytes(SIGNATURE.slice(114)).reverse().toHex()) + order;
  const more = SIGNATURE.slice(0, 114) + bytes(number.toString(16).padStart(114, "0")).reverse().toHex();
  // The same points with a bit that means nothing, signed so.
  const key = PUBLIC.slice(0, 112) + "81";
  const byKey = SIGNATURE.slice(0, 114) + "109897beebf58a30dd7bc49d0c907c7f0ba328ee73c348027d093917337ad29de5b57f0925fe2c4067d72709bce0d4230cfe3e073237f60800";
  const byPoint = SIGNATURE.slice(0, 112) + "816c374e43e6121d52ba17bd1aaa6b37dc579406742998489bc2cd4bbb665fcd28bd78929ac425f34bd509ba26f89de30262cdb8ba974f012500";
  // What everything verifies with: the points of orders 1, 2 and 4; with the base point and 1.
  const base = "14fa30f25b790898adc8d74e2c13bdfdc4397ce61cffd33ad7c2a0051e9c78874098a36c7373ea4b62c7c9563720768824bcb66e71463f6900";
  const one = "01" + "00".repeat(56);
  const small = [one, "fe" + "ff".repeat(27) + "fe" + "ff".repeat(27) + "00", "00".repeat(57), "00".repeat(56) + "80"];
  for (const [open, signature] of [[PUBLIC, more], [key, byKey], [PUBLIC, byPoint], ...small.map((open) => [open, base + one])]) {
    for (const data of ["00", "01", "02", "03", "04", "05", "06", "07"]) {
      ok(!(await subtle.verify("Ed448", await ofPublic("Ed448", open), bytes(signature), bytes(data))), signature);
    }
  }
});

await test("X448 shares as RFC 7748 says", async () => {
  for (const [secret, open, shared] of [...SHARED, [ALICE[0], BOB[1], THEIRS], [BOB[0], ALICE[1], THEIRS]]) {
    const how = { name: "X448", public: await ofPublic("X448", open) };
    const key = await ofSecret("X448", secret);
    equal(hex(await subtle.deriveBits(how, key, 448)), shared);
    equal(hex(await subtle.deriveBits(how, key, null)), shared);
    equal(hex(await subtle.deriveBits(how, key, 20)), shared.slice(0, 4) + (parseInt(shared.slice(4, 6), 16) & 0xf0).toString(16).padStart(2, "0"));
    equal(await failure(subtle.deriveBits(how, key, 456)), "OperationError");
  }
  for (const [secret, open] of [ALICE, BOB]) {
    equal((await subtle.exportKey("jwk", await ofSecret("X448", secret))).x, bytes(open).toBase64({ alphabet: "base64url", omitPadding: true }));
  }
});

await test("X448 derives keys", async () => {
  const how = { name: "X448", public: await ofPublic("X448", BOB[1]) };
  const key = await subtle.importKey("pkcs8", bytes(PKCS8.X448 + ALICE[0]), "X448", false, ["deriveKey"]);
  const derived = await subtle.deriveKey(how, key, { name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  equal(hex(await subtle.exportKey("raw", derived)), THEIRS.slice(0, 64));
  equal(await failure(subtle.deriveBits(how, key, 8)), "InvalidAccessError");
});

await test("X448 reduces what it gets, and refuses to share zeros", async () => {
  const key = await ofSecret("X448", ALICE[0]);
  const shared = async (open) => hex(await subtle.deriveBits({ name: "X448", public: await ofPublic("X448", open) }, key, 448));
  const [five, more] = ["05" + "00".repeat(55), "04" + "00".repeat(27) + "ff".repeat(28)];
  equal(await shared(more), await shared(five));
  const zeros = ["00".repeat(56), "01" + "00".repeat(55), ...["fe", "ff"].map((low) => low + "ff".repeat(27) + "fe" + "ff".repeat(27)), "00".repeat(28) + "ff".repeat(28)];
  for (const open of zeros) equal(await failure(shared(open)), "OperationError");
});

await test("keys come back in each format", async () => {
  for (const [name, alg, secret, open] of [["Ed448", "Ed448", SECRET, PUBLIC], ["X448", undefined, ...ALICE]]) {
    const [key, other] = [await ofSecret(name, secret), await ofPublic(name, open)];
    same([key.type, key.algorithm.name, key.usages.join(), other.type], ["private", name, alg === undefined ? "deriveBits" : "sign", "public"]);
    equal(hex(await subtle.exportKey("pkcs8", key)), PKCS8[name] + secret);
    equal(hex(await subtle.exportKey("spki", other)), SPKI[name] + open);
    equal(hex(await subtle.exportKey("raw", other)), open);
    equal(hex(await subtle.exportKey("raw-public", other)), open);
    const jwk = await subtle.exportKey("jwk", key);
    same([jwk.kty, jwk.crv, jwk.alg, hex(Uint8Array.fromBase64(jwk.d, { alphabet: "base64url" }))], ["OKP", name, alg, secret]);
    equal(hex(await subtle.exportKey("pkcs8", await subtle.importKey("jwk", jwk, name, true, key.usages))), PKCS8[name] + secret);
    const publicJwk = { ...jwk, d: undefined, key_ops: undefined };
    equal(hex(await subtle.exportKey("spki", await subtle.importKey("jwk", publicJwk, name, true, other.usages))), SPKI[name] + open);
    equal(await failure(subtle.exportKey("raw", key)), "InvalidAccessError");
    equal(await failure(subtle.exportKey("pkcs8", other)), "InvalidAccessError");
  }
});

await test("keys of another length or another kind are none", async () => {
  for (const [name, other, secret, open, usage] of [["Ed448", "X448", SECRET, PUBLIC, "sign"], ["X448", "Ed448", ...ALICE, "deriveBits"]]) {
    const jwk = await subtle.exportKey("jwk", await ofSecret(name, secret));
    const publics = [
      ["raw", bytes(open + "00")], ["raw", bytes(open).subarray(1)], ["raw", new Uint8Array(32)], ["spki", bytes(SPKI[name] + open + "00")],
      ["spki", bytes(SPKI[name] + open).subarray(0, -1)], ["spki", bytes(SPKI[other] + open)], ["jwk", { ...jwk, d: undefined, x: jwk.x.slice(2) }],
    ];
    const privates = [
      ["pkcs8", bytes(PKCS8[name] + secret + "00")], ["pkcs8", bytes(PKCS8[name] + secret).subarray(0, -1)], ["pkcs8", bytes(PKCS8[other] + secret)],
      ["jwk", { ...jwk, d: jwk.d.slice(2) }], ["jwk", { ...jwk, crv: other }], ["jwk", { ...jwk, x: "AA" + jwk.x.slice(2) }], ["jwk", { ...jwk, kty: "EC" }],
    ];
    for (const [format, data] of publics) equal(await failure(subtle.importKey(format, data, name, true, usage === "sign" ? ["verify"] : [])), "DataError");
    for (const [format, data] of privates) equal(await failure(subtle.importKey(format, data, name, true, [usage])), "DataError");
    equal(await failure(subtle.importKey("pkcs8", bytes(PKCS8[name] + secret), name, true, ["encrypt"])), "SyntaxError");
  }
});
