// attack: exit codes that are no exit codes
// stopped by: exit 3 or exit 0 or exit 1
// after: ended
for (const code of [NaN, Infinity, -1, 2 ** 40, {}, "x", 1n, Symbol(), null]) try { process.exitCode = code; } catch {}
check(typeof process.exitCode === "number" || process.exitCode === undefined);
process.exit(3);
