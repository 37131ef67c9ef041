// The arguments of run.js.
import { names } from "./engines.js";

const USAGE = `usage: node tests/wpt/compare/run.js WPT_ROOT [ENGINE...] [OPTION...]
  ENGINE          ${names.join(", ")}; all of them where none is named
  --served        what needs the tests' own server, which is started for it
  --folder F      a folder below WPT_ROOT, more than once; else those of tests/wpt/main.rs
  --ours FILE     what \`cargo test --test wpt\` has printed: our own numbers
  --below F       list what engines pass there and expectations.txt says that we do not
  --json FILE     write every sub-test's result; after each folder
  --from FILE     take results from such a file and run only what it lacks
  --jobs N        processes at a time: 2
  --update        write the table into README.md`;

const TEXTS = { "--ours": "ours", "--json": "json", "--from": "from", "--jobs": "jobs" };
const LISTS = { "--folder": "folders", "--below": "below" };

export function parse(args) {
  const options = { root: undefined, engines: [], folders: [], below: [], jobs: 2, isServed: false, isUpdate: false };
  const rest = [...args];
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === "--update") options.isUpdate = true;
    else if (word === "--served") options.isServed = true;
    else if (word in TEXTS) options[TEXTS[word]] = rest.shift() ?? fail();
    else if (word in LISTS) options[LISTS[word]].push((rest.shift() ?? fail()).replace(/\/+$/, ""));
    else if (word.startsWith("-")) fail();
    else if (options.root === undefined) options.root = word;
    else if (names.includes(word)) options.engines.push(word);
    else fail();
  }
  options.jobs = Number(options.jobs);
  if (options.root === undefined || !(options.jobs >= 1)) fail();
  if (options.engines.length === 0) options.engines = names;
  return options;
}

function fail() {
  console.error(USAGE);
  process.exit(2);
}
