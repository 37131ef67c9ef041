// attack: deep groups in a regular expression
// stopped by: nothing
throws(() => new RegExp("(".repeat(2e5) + ")".repeat(2e5)));
throws(() => new RegExp("(?:".repeat(2e5) + ")".repeat(2e5)));
throws(() => new RegExp("[".repeat(2e5) + "]".repeat(2e5), "v"));
