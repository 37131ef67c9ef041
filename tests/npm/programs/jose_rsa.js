import { CompactEncrypt, compactDecrypt, CompactSign, compactVerify, exportJWK, generateKeyPair } from "jose";
import { print } from "../print.js";

const text = new TextEncoder().encode("payload");
for (const alg of ["RS256", "PS512"]) {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const jws = await new CompactSign(text).setProtectedHeader({ alg }).sign(privateKey);
  print(alg, [new TextDecoder().decode((await compactVerify(jws, publicKey)).payload), Object.keys(await exportJWK(publicKey)).sort()]);
}
const { publicKey, privateKey } = await generateKeyPair("RSA-OAEP-256");
const jwe = await new CompactEncrypt(text).setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM" }).encrypt(publicKey);
print("RSA-OAEP-256", new TextDecoder().decode((await compactDecrypt(jwe, privateKey)).plaintext));
