// attack: an argument that is larger than the host will take
// stopped by: nothing or limit host bytes
// after: either
(async () => {
  const { echo } = await import("host:tools");
  await rejects(async () => echo("x".repeat(9e6)));
})();
