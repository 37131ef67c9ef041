// library: handlebars/dist/handlebars.js
// A template renderer: compiles a page with a table and fills it with 500 rows.
const page = `<h1>{{title}}</h1>{{#each groups}}<table><caption>{{name}}</caption>
{{#each rows}}<tr class="{{#if @first}}first{{else}}next{{/if}}"><td>{{@index}}</td><td>{{name}}</td><td>{{{link}}}</td>
{{#with price}}<td>{{amount}} {{currency}}</td>{{/with}}</tr>{{else}}<tr><td>none</td></tr>{{/each}}</table>{{/each}}`;

function run() {
  const render = Handlebars.compile(page);
  const groups = [];
  for (let i = 0; i < 10; i++) {
    const rows = [];
    for (let j = 0; j < 50; j++) {
      rows.push({ name: `<row ${j}> & more`, link: `<a href="/${i}/${j}">to it</a>`, price: { amount: j * 1.5, currency: "EUR" } });
    }
    groups.push({ name: `group ${i}`, rows });
  }
  const html = render({ title: "A page of a catalogue", groups });
  return html.length + html.slice(-60).replaceAll("\n", " ");
}
