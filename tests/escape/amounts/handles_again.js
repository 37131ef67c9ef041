// attack: functions that are given to the host and lost, again and again
// stopped by: nothing
(async () => {
  const { hold } = await import("host:tools");
  for (let i = 0; i < 5000; i++) {
    try {
      hold(() => i);
    } catch (error) {
      equal(error.name, "TypeError");
    }
  }
  check(true);
})();
