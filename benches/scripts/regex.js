// Regular expressions: scanning a log with groups, replacing with a function,
// alternation and backtracking.
// The completion value is a checksum; call run() for another round.

const LINE = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d) \[(\w+)\] (?<who>[a-z.]+)@([a-z]+\.(?:com|org)): (.*)$/gm;
const LEVELS = ["info", "warn", "error", "debug"];

function log(lines) {
  let text = "";
  for (let i = 0; i < lines; i++) {
    const minute = String(i % 60).padStart(2, "0");
    text += `2026-${String(i % 12 + 1).padStart(2, "0")}-17T09:${minute} [${LEVELS[i % 4]}] `;
    text += `user.${"abcdef"[i % 6]}@example.${i % 3 ? "com" : "org"}: took ${i * 17 % 997} ms, "${i}" of (${lines})\n`;
  }
  return text;
}

function scan(text) {
  const byLevel = {};
  let sum = 0;
  for (const match of text.matchAll(LINE)) {
    byLevel[match[5]] = (byLevel[match[5]] ?? 0) + 1;
    sum += match.groups.who.length + Number(match[8].match(/\d+/)[0]);
  }
  return `${LEVELS.map((level) => byLevel[level]).join(",")}/${sum}`;
}

function rewrite(text) {
  const masked = text.replace(/\b\d+\b/g, (digits) => "#".repeat(digits.length));
  const quoted = masked.replace(/"([^"]*)"/g, "<$1>");
  return `${quoted.length}/${quoted.split(/[\s,:]+/).length}`;
}

function backtrack() {
  let matched = 0;
  for (let i = 0; i < 12; i++) {
    if (/^(?:a|ab|aba)*c$/.test("ab".repeat(i + 4) + (i % 2 ? "c" : "d"))) matched++;
    if (/(x+x+)+y/.test("x".repeat(i + 2))) matched++;
  }
  return matched;
}

function run() {
  const text = log(900);
  return `scan ${scan(text)} rewrite ${rewrite(text)} backtrack ${backtrack()}`;
}

run();
