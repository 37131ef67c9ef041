// attack: every way of writing an address of the machine, with the whole internet granted
// stopped by: nothing
(async () => {
  const secret = (await import("host:tools")).echo("");
  for (const host of ["127.0.0.1", "127.1", "0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1", "017700000001", "127.0.0.1.", "[::1]", "[::]", "0", "0.0.0.0",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]", "localhost", "LOCALHOST", "a.localhost",
    "localhost.", "169.254.169.254", "[fe80::1]", "[fd00::1]", "10.0.0.1", "100.64.0.1", "192.168.0.1", "172.16.0.1", "224.0.0.1", "255.255.255.255",
    "\u2460\u2461\u2466.0.0.1", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "127\u30020\u30020\u30021", "\uff11\uff12\uff17.0.0.1"]) {
    for (const port of [":1", ":80", ":8080", ""]) {
      await rejects(() => fetch("http://" + host + port + "/" + secret));
      await rejects(() => fetch("https://" + host + port + "/"));
    }
  }
})();
