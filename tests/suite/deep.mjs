// What the scripts beside this one check with.
import { test } from "./assert.mjs";

// Whether recursion ends with an error that may be caught, and the realm works after it.
export async function overflows(sentence, body, types = [RangeError], rounds = 3) {
  await test(sentence, () => {
    for (let round = 0; round < rounds; round++) once(body, types);
  });
}

function once(body, types) {
  let thrown;
  try {
    body();
  } catch (error) {
    thrown = { error };
  }
  if (thrown === undefined) throw new Error("nothing was thrown");
  const { error } = thrown;
  if (!types.some((type) => error instanceof type)) throw new Error(`${error?.name}: ${error?.message} was thrown`);
  works();
}

// Depth 200 of plain calls, JSON, a regular expression and sorting: what was thrown left nothing behind.
export function works() {
  const depth = (n) => (n === 0 ? 0 : 1 + depth(n - 1));
  const json = JSON.stringify({ list: [3, 1, 2].sort((a, b) => a - b), text: /(a|b)+/.exec("xabab")[0] });
  if (depth(200) !== 200 || json !== '{"list":[1,2,3],"text":"abab"}') throw new Error("the realm is damaged");
}

// Whether `body` ends, well or with an error that may be caught, and the realm works after it.
export async function survives(sentence, body, types = [RangeError], rounds = 2) {
  await test(sentence, () => {
    for (let round = 0; round < rounds; round++) {
      try {
        body();
      } catch (error) {
        if (!types.some((type) => error instanceof type)) throw new Error(`${error?.name}: ${error?.message} was thrown`);
      }
      works();
    }
  });
}
