import { equal, rejects, test } from "../assert.mjs";

// Digests of "hello".
const SHA256 = "sha256-LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";
const SHA512 = "sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==";
const WRONG256 = "sha256-dKUcPOn/AlUjWIwcHeHNqYXPlvyGiq+2dWOdFcE+24I=";
const WRONG512 = "sha512-oUceBRNxPxnY60g/VtPCj2syT4wo4EZh2CgYdWy9veW8+OsReTXoh7dizMGZafvx9+QhMS39L/gIkxnPIn41Zg==";

const URLS = ["data:,hello", URL.createObjectURL(new Blob(["hello"]))];

await test("a body with the digest that was asked for is given", async () => {
  const unpadded = SHA512.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const options = [
    SHA256, SHA512, unpadded, SHA256 + "?later", "  " + SHA256 + "\n", SHA256.replace("sha", "SHA"),
    WRONG256 + " " + SHA256, WRONG256 + " " + SHA512, "md5-x " + SHA256, "", "sha1-x", "nothing at all",
  ];
  for (const url of URLS) {
    for (const integrity of options) equal(await (await fetch(url, { integrity })).text(), "hello");
  }
});

await test("a body with another digest is refused", async () => {
  for (const url of URLS) {
    for (const integrity of [WRONG256, WRONG512, SHA256 + " " + WRONG512, "sha384-", "sha256"]) {
      await rejects(fetch(url, { integrity }), TypeError, /another digest/);
    }
  }
});
