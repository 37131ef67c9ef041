// attack: an export that is no function
// stopped by: exception TypeError
// by: call
export const attack = new Proxy({}, { apply: () => 1, get: () => () => 1 });
