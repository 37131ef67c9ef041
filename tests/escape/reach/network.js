// attack: requests to the machine, to its network and to the cloud's metadata
// stopped by: nothing
(async () => {
  for (const url of ["http://127.0.0.1/", "http://[::1]:22/", "http://localhost/", "http://169.254.169.254/latest/meta-data/", "http://0/", "http://0x7f.1/",
    "http://2130706433/", "http://[::ffff:127.0.0.1]/", "https://example.com/", "ftp://127.0.0.1/", "file:///etc/passwd", "unix:/var/run/docker.sock", "gopher://127.0.0.1/"]) {
    if (typeof fetch === "function") await rejects(() => fetch(url));
    await rejects(() => import(url));
  }
  check(true);
})();
