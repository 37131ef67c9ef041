import { equal, ok, test } from "../assert.mjs";

// The first match is what a sticky expression finds when it is tried at each place in turn.
function expected(expression, text) {
  const sticky = new RegExp(expression.source, expression.flags + "y");
  for (let at = 0; at <= text.length; at++) {
    sticky.lastIndex = at;
    const found = sticky.exec(text);
    if (found !== null) return found;
  }
  return null;
}

function agree(expression, text) {
  const [found, wanted] = [expression.exec(text), expected(expression, text)];
  const shown = (match) => match === null ? "null" : JSON.stringify([match.index, ...match]);
  equal(shown(found), shown(wanted), `${expression} in ${JSON.stringify(text)}`);
}

const TEXTS = [
  "", "a", "short", "no such thing in this text at all", "the end is an x", "aaaaaaaaaaaaaaaab", "ab\r\ncd\u2028ef\ngh",
  "  leading and trailing  ", "ſ and K are letters, ÿ and µ too, like É", "wide \u{1F600} text \u4e2d\u6587 with x and \u{1F601}",
  "foo.bar(1, 'two') // three /* four */", "2026-11-22T10:20:30Z and 1999-01-01", "\ud800 alone \udc00 both", "xXxX\u0130\u0131iI",
];

const SOURCES = [
  "x", "foo", "[0-9]+", "\\d{4}-(\\d\\d)", "a*b", "a*", "(?:)", "(a|b|c)d", "(?:foo|bar|2026)", "^a", "^the", "\\bend\\b", "$", "x$", "\\s+",
  "\\S+z", "[^a]b", "(?=x)x", "(?!a)[a-e]", "(?<=a)b", "(?<!a)b", "(.)\\1", "(a)?b", "(?:a{2,3})b", "[\\u4e00-\\u9fff]+", "\\u2028|\\n",
  "k", "s+", "\\u00ff", "\\u00b5", "[A-Z]{2}", "i", "(?:^|,)two", "(?:a|)b", "x??y", "(x+x+)+y", "\\w+(?=\\()", "\\ud83d", "\\udc00", ".e", "\\/\\*[^]*?\\*\\/",
  "((a)|(b))+", "(?<year>\\d{4})", "a(?:b(?:c|$)|$)", "[^]", "[]", "\\0", "(?:\\s|\\/\\/.*)+x", "(?:z{0,2}|q)d",
];

await test("a search finds what trying each place finds", () => {
  for (const source of SOURCES) {
    for (const flags of ["", "i", "m", "s", "im", "u", "iu"]) {
      const expression = new RegExp(source, flags);
      for (const text of TEXTS) agree(expression, text);
    }
  }
});

await test("so it does for expressions that nobody has thought of", () => {
  // The same ones each time: a linear congruence.
  let state = 12345;
  const below = (n) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % n;
  const pick = (items) => items[below(items.length)];
  const atom = (depth) => {
    if (depth > 0 && below(3) === 0) return `(${pick(["", "?:", "?=", "?!"])}${disjunction(depth - 1)})`;
    return pick(["a", "b", "c", ".", "\\d", "\\s", "\\w", "[ab]", "[^a]", "[b-y]", "\\b", "^", "$", "\\u4e2d", "\\u00e9"]);
  };
  const term = (depth) => atom(depth) + pick(["", "", "", "?", "{1,2}", "+?"]);
  const usable = (source) => {
    try {
      return new RegExp(source);
    } catch {
      return undefined;
    }
  };
  const alternative = (depth) => Array.from({ length: below(4) }, () => term(depth)).join("");
  const disjunction = (depth) => Array.from({ length: 1 + below(3) }, () => alternative(depth)).join("|");
  let tried = 0;
  for (let i = 0; i < 1500; i++) {
    const made = usable(disjunction(2));
    if (made === undefined) continue;
    const expression = new RegExp(made.source, pick(["", "i", "m", "im"]));
    const letters = pick(["abc", "abc \n1", "ab\u00e9\u4e2d x"]);
    const text = Array.from({ length: 8 + below(24) }, () => pick(letters)).join("");
    agree(expression, text);
    tried++;
  }
  ok(tried > 1000);
});

await test("searching goes on from lastIndex, to the end and past what is long", () => {
  const long = "-".repeat(200_000) + "needle" + "-".repeat(200_000);
  equal(long.search(/needle/), 200_000);
  equal((long + "\u4e2d").search(/ne+dle/), 200_000);
  equal(long.search(/noodle/), -1);
  equal(long.replace(/needle/g, "").length, 400_000);
  const all = [..."a1b22c333d4444".matchAll(/\d+/g)].map((match) => match.index);
  equal(all.join(), "1,3,6,10");
  const global = /b/g;
  global.lastIndex = 3;
  equal(global.exec("abbbbbbbbbbbbbb").index, 3);
  const anchored = /^b/g;
  anchored.lastIndex = 1;
  equal(anchored.exec("abbbbbbbbbbbbbb"), null);
  equal("x,y,z".split(/,/).length, 3);
  equal("\n".repeat(20).split(/^/m).length, 20);
});
