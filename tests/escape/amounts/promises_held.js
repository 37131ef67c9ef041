// attack: more promises than the host will hold
// stopped by: convert
[Array.from({ length: 200 }, () => new Promise(() => {}))];
