// library: marked/lib/marked.umd.js
// input: msgpackr/README.md
// input: fflate/README.md
// input: source-map/README.md
// Markdown to HTML: 84 KB of documentation.
function run() {
  const html = marked.parse(input);
  let hash = 7;
  for (let i = 0; i < html.length; i += 11) hash = (hash * 31 + html.charCodeAt(i)) | 0;
  return html.length + " " + hash;
}
