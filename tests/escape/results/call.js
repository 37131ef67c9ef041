// attack: an export that returns, throws and awaits strangely
// stopped by: nothing
// by: call
export async function attack(...given) {
  check(given.length === 3);
  equal(given[1], "text");
  return { get then() { return (resolve) => resolve(given); } };
}
