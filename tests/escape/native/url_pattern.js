// attack: patterns whose expressions go back and forth
// stopped by: limit wall time or limit memory
for (;;) {
  const pattern = new URLPattern({ pathname: "/" + ":a(x*)*".replace("a", "b") + "(x*)*".repeat(20) + "y" });
  pattern.test({ pathname: "/" + "x".repeat(1e5) });
}
