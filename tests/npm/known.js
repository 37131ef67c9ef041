// Programs that do not run yet, and why. One that runs is a failure as well: take it out.
export const known = {
  __proto__: null,
};
