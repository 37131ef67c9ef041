// What the scripts of the corpus check with; it stands whatever they do to the built-ins.
const { check, equal, throws, rejects, checked } = (() => {
  "use strict";
  const { Error, Object: { is }, String } = globalThis;
  let count = 0;
  const fail = (message) => {
    throw new Error(message);
  };
  const show = (value) => (typeof value === "object" && value !== null ? "an object" : String(value));
  // What holds, whatever was done before.
  function check(holds, what = "a check") {
    count++;
    if (holds !== true) fail(what + " does not hold");
  }
  function equal(actual, expected) {
    count++;
    if (!is(actual, expected)) fail(show(actual) + " is not " + show(expected));
  }
  // What `body` throws; its name is `name`, or any.
  function throws(body, name) {
    count++;
    let thrown;
    try {
      body();
    } catch (error) {
      thrown = { error };
    }
    if (thrown === undefined) fail("nothing was thrown");
    if (name !== undefined && thrown.error.name !== name) fail("thrown was a " + thrown.error.name + ", not a " + name);
    return thrown.error;
  }
  async function rejects(body, name) {
    count++;
    let thrown;
    try {
      await body();
    } catch (error) {
      thrown = { error };
    }
    if (thrown === undefined) fail("nothing was rejected");
    if (name !== undefined && thrown.error.name !== name) fail("rejected was a " + thrown.error.name + ", not a " + name);
    return thrown.error;
  }
  return { check, equal, throws, rejects, checked: () => count };
})();
