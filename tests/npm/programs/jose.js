import { base64url, calculateJwkThumbprint, CompactEncrypt, compactDecrypt, CompactSign, compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, exportJWK, exportPKCS8, exportSPKI, generateKeyPair, generateSecret, importJWK, importPKCS8, importSPKI, jwtVerify, SignJWT } from "jose";
import { print } from "../print.js";

const secret = new TextEncoder().encode("a secret of thirty-two bytes or more");
const claims = () => new SignJWT({ role: "admin" }).setIssuer("me").setAudience("you").setIssuedAt(1700000000).setExpirationTime(4000000000);
const token = await claims().setProtectedHeader({ alg: "HS256" }).sign(secret);
print("HS256", token);
print("verified", await jwtVerify(token, secret, { issuer: "me", audience: "you" }));
print("for somebody else", await jwtVerify(token, secret, { audience: "him" }).catch((error) => [error.code, error.claim]));
print("late", await jwtVerify(token, secret, { currentDate: new Date(4100000000000) }).catch((error) => error.code));
print("decoded", [decodeJwt(token), decodeProtectedHeader(token), base64url.encode("ä?~")]);

for (const alg of ["ES256", "ES384", "ES512", "Ed25519", "EdDSA"]) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const spki = await importSPKI(await exportSPKI(publicKey), alg);
  const pkcs8 = await importPKCS8(await exportPKCS8(privateKey), alg);
  const jws = await new CompactSign(secret).setProtectedHeader({ alg }).sign(pkcs8);
  const { payload } = await compactVerify(jws, spki);
  const set = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: "k", alg }] });
  const jwt = await claims().setProtectedHeader({ alg, kid: "k" }).sign(privateKey);
  print(alg, [new TextDecoder().decode(payload), (await jwtVerify(jwt, set)).payload.role, await compactVerify(jws.slice(0, -8) + "AAAAAAAA", spki).catch((error) => error.code)]);
}
for (const [alg, enc] of [["dir", "A128CBC-HS256"], ["dir", "A256GCM"], ["A256KW", "A128GCM"], ["A128GCMKW", "A256CBC-HS512"], ["PBES2-HS256+A128KW", "A128GCM"]]) {
  const key = alg.startsWith("PBES2") ? secret : await generateSecret(alg === "dir" ? enc : alg);
  const jwe = await new CompactEncrypt(secret).setProtectedHeader({ alg, enc }).encrypt(key);
  print(alg + " with " + enc, new TextDecoder().decode((await compactDecrypt(jwe, key, { keyManagementAlgorithms: [alg] })).plaintext));
}
const agreed = await generateKeyPair("ECDH-ES", { crv: "X25519" });
const jwe = await new CompactEncrypt(secret).setProtectedHeader({ alg: "ECDH-ES+A256KW", enc: "A256GCM" }).encrypt(agreed.publicKey);
print("ECDH-ES with X25519", new TextDecoder().decode((await compactDecrypt(jwe, agreed.privateKey)).plaintext));
const jwk = { kty: "EC", crv: "P-256", x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" };
print("a thumbprint", [await calculateJwkThumbprint(jwk), (await importJWK(jwk, "ES256")).algorithm]);
