// attack: absolute paths of the host
// stopped by: nothing
(async () => {
  const { readFile } = await import("skerry:fs");
  for (const path of ["/etc/passwd", "/proc/self/environ", "/proc/self/mem", "/proc/self/root/etc/passwd", "/proc/1/cmdline", "/dev/zero", "/dev/stdin",
    "/sys/kernel", "/tmp", "/", "//etc/passwd", "///", "file:///etc/passwd", "file:///data/../etc/passwd"]) {
    await rejects(() => readFile(path));
  }
})();
