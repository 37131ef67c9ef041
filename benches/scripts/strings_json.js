// Strings and JSON: building, slicing and joining text, then parsing and
// writing a document of records.
// The completion value is a checksum; call run() for another round.

function hash(text) {
  let h = 7;
  for (let i = 0; i < text.length; i += 13) h = (h * 31 + text.charCodeAt(i)) | 0;
  return h >>> 0;
}

function records(n) {
  const list = [];
  for (let i = 0; i < n; i++) {
    list.push({
      id: i,
      name: `record number ${i}`,
      tags: ["red", "green", "blue"].slice(0, i % 4),
      price: i * 1.25,
      note: i % 3 === 0 ? null : `said "${i}"\n\tand caf\u00e9`,
      nested: { even: i % 2 === 0, depth: { level: i % 10 } },
    });
  }
  return list;
}

function json() {
  let text = JSON.stringify(records(600));
  let total = 0;
  for (let round = 0; round < 10; round++) {
    const parsed = JSON.parse(text);
    parsed[round].price += round;
    total += parsed.length;
    text = JSON.stringify(parsed);
  }
  return `${total}/${text.length}/${hash(text)}`;
}

function words() {
  let text = "";
  for (let i = 0; i < 12000; i++) text += String.fromCharCode(97 + (i * 7) % 26) + (i % 6 === 5 ? " " : "");
  const list = text.split(" ");
  const upper = list.map((word) => word.slice(0, 1).toUpperCase() + word.substring(1)).join("-");
  let found = 0;
  for (let at = upper.indexOf("-A"); at !== -1; at = upper.indexOf("-A", at + 1)) found++;
  const padded = list.map((word, i) => `${word.padEnd(10, ".")}${i.toString(16).padStart(6, "0")}`);
  return `${list.length}/${found}/${hash(padded.join(""))}/${hash(upper.replaceAll("-", "+"))}`;
}

function run() {
  return `json ${json()} words ${words()}`;
}

run();
