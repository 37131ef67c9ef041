// What each plot shows, as Vega-Lite has it.

const OURS = "skerry";
const colour = (field) => ({ condition: { test: `datum.${field} === '${OURS}'`, value: "#c2410c" }, value: "#94a3b8" });

const logarithmic = (title) => ({ type: "quantitative", scale: { type: "log" }, title });
const bars = { type: "bar", height: { band: 0.75 } };

export function charts(rows) {
  return { fresh: fresh(rows), kernels: kernels(rows), streams: streams(rows), scale: scale(rows) };
}

// One bar for ours, and one for each that something is compared with.
function sides(rows) {
  const found = rows.filter(({ theirs }) => theirs !== null);
  const ours = new Map(found.map(({ name, ours }) => [name, { name, who: OURS, value: ours }]));
  return [...ours.values(), ...found.map(({ name, against, theirs }) => ({ name, who: against, value: theirs }))];
}

function fresh(rows) {
  const found = rows.filter(({ group, name }) => (group === "start-up" && !name.includes("process")) || group === "peers: a fresh world");
  const values = sides(found.map((row) => ({ ...row, name: "" }))).filter(({ value }) => value > 0);
  return {
    title: "A fresh runtime: made, 1+1 evaluated, dropped",
    width: 480,
    data: { values },
    layer: [
      { mark: bars, encoding: { x: { field: "value", ...logarithmic("microseconds, logarithmic"), stack: null }, color: colour("who") } },
      { mark: { type: "text", align: "left", dx: 4 }, encoding: { x: { field: "value", type: "quantitative" }, text: { field: "value", format: ".3~s" } } },
    ],
    encoding: { y: { field: "who", type: "nominal", sort: { field: "value" }, title: null } },
  };
}

function kernels(rows) {
  const ratio = ({ name, ours, theirs }, who) => ({ name, who, value: ours / theirs });
  const native = rows.filter(({ group, name }) => group === "kernels" && !name.includes("mean")).map((row) => ratio(row, "native QuickJS"));
  const compiled = rows.filter(({ group }) => group === "compiled ahead").map((row) => ratio(row, "native QuickJS, host build --aot"));
  const peers = rows.filter(({ group }) => group === "peers: kernels").map((row) => ratio(row, "componentize-qjs, WebAssembly"));
  return {
    title: "JavaScript kernels: our time, 1 is theirs",
    width: 480,
    data: { values: [...native, ...compiled, ...peers] },
    layer: [
      {
        mark: { type: "point", filled: true, size: 90, opacity: 1 },
        encoding: {
          x: { field: "value", type: "quantitative", title: "less is better" },
          y: { field: "name", type: "nominal", title: null },
          color: { field: "who", title: "against", legend: { labelLimit: 0 }, scale: { range: ["#c2410c", "#0f766e", "#7c3aed"] } },
        },
      },
      { mark: { type: "rule", strokeDash: [4, 4] }, encoding: { x: { datum: 1 } } },
    ],
  };
}

function streams(rows) {
  return {
    title: "Streams and timers: milliseconds of a program",
    width: 480,
    data: { values: sides(rows.filter(({ group }) => group === "peers: streams")) },
    mark: "bar",
    encoding: {
      x: { field: "value", ...logarithmic("milliseconds, logarithmic"), stack: null },
      y: { field: "who", type: "nominal", sort: { field: "value" }, title: null },
      row: { field: "name", title: null, header: { labelAngle: 0, labelAlign: "left", labelFontSize: 12 } },
      color: colour("who"),
    },
    resolve: { scale: { y: "independent" } },
  };
}

function scale(rows) {
  const found = rows.filter(({ group }) => group === "scale");
  const values = found.map(({ name, ours }) => {
    const [what, live] = name.split(" beside ");
    return { what, live: Number(live), value: ours };
  });
  return {
    title: "What the next runtime costs beside those that live",
    width: 480,
    height: 220,
    data: { values },
    mark: { type: "line", point: true },
    encoding: {
      x: { field: "live", type: "quantitative", scale: { type: "log" }, title: "runtimes that live, logarithmic" },
      y: { field: "value", type: "quantitative", title: "microseconds", scale: { zero: true } },
      color: { field: "what", title: null, scale: { range: ["#c2410c", "#0f766e"] } },
    },
  };
}
