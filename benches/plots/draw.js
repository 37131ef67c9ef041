// Plots of what `just bench` has found, drawn by Vega-Lite:
//
//   node benches/plots/draw.js RESULTS FOLDER
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { charts } from "./charts.js";

const [results, folder] = process.argv.slice(2);
const modules = fileURLToPath(new URL("../../target/peers/npm/node_modules/x", import.meta.url));
const require = createRequire(modules);
const { compile } = await import(require.resolve("vega-lite"));
const vega = await import(require.resolve("vega"));

// Nothing but the values differs from one time to the next.
const config = { background: "white", font: "sans-serif", axis: { labelFontSize: 12, titleFontSize: 12 }, title: { anchor: "start" } };

const { rows } = JSON.parse(readFileSync(results, "utf8"));
mkdirSync(folder, { recursive: true });
for (const [name, chart] of Object.entries(charts(rows))) {
  if (chart.data.values.length === 0) {
    console.log(`${name}: nothing was found`);
    continue;
  }
  const { spec } = compile({ ...chart, config });
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  const path = join(folder, `${name}.svg`);
  writeFileSync(path, (await view.toSVG()) + "\n");
  console.log(path);
}
