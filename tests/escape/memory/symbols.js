// attack: symbols without end, registered for ever
// stopped by: limit memory or limit wall time
// after: either
for (let i = 0; ; i++) Symbol.for("name " + i);
