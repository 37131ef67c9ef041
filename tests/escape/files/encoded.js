// attack: dots and slashes that are encoded
// stopped by: nothing
(async () => {
  const { readFile } = await import("skerry:fs");
  for (const path of ["/data/%2e%2e/secret.txt", "/data/..%2fsecret.txt", "/data/%2e%2e%2fsecret.txt", "/data/..%5csecret.txt", "/data/\u2024\u2024/secret.txt",
    "/data/.\u200b./secret.txt", "/data/\uff0e\uff0e/secret.txt", "/data/..\u2215secret.txt", "/data/\u002e\u002e/secret.txt"]) {
    await rejects(() => readFile(path));
  }
})();
