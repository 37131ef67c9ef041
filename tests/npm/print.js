// One line for each thing that is compared with Node: a name and what came out, as JSON.
export function print(what, value) {
  console.log(what + ": " + JSON.stringify(value, plain));
}

// What `body` throws, by name and message.
export function thrown(body) {
  try {
    body();
    return "nothing";
  } catch (error) {
    return error.name + ": " + error.message;
  }
}

function plain(key, value) {
  if (value === undefined) return "undefined";
  if (typeof value === "bigint") return value + "n";
  if (value instanceof Map || value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value)) return Array.from(value);
  return value;
}
