// attack: arguments and paths of the host's own process
// stopped by: nothing
(async () => {
  const text = JSON.stringify(process.argv) + JSON.stringify(Object.keys(process)) + (await import("skerry:process")).cwd();
  check(!text.includes("target/") && !text.includes("/work") && !text.includes("release"), text);
})();
