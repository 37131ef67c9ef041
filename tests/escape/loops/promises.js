// attack: two promises that call each other for ever
// stopped by: limit wall time or limit memory
const ping = () => Promise.resolve().then(pong);
const pong = () => Promise.resolve().then(ping);
ping();
