// Says how many requests its instance has had.
let count = 0;

export default { fetch: () => new Response(String(++count)) };
