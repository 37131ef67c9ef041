import Handlebars from "handlebars";
import { print, thrown } from "../print.js";

Handlebars.registerHelper("loud", (text, options) => String(text).toUpperCase() + (options.hash.mark ?? ""));
Handlebars.registerPartial("row", "<li>{{@index}}: {{this.name}}{{#if this.nested}} {{> row this.nested}}{{/if}}</li>");
const template = Handlebars.compile("{{#each list}}{{> row}}{{else}}none{{/each}}|{{loud title mark='!'}}|{{{raw}}}|{{raw}}|{{lookup map key}}|{{#with deep.er}}{{../title}} {{value}}{{/with}}");
print("a page", template({ list: [{ name: "a" }, { name: "<b>", nested: { name: "c" } }], title: "tïtle", raw: "<i>&\"'</i>", map: { x: 1 }, key: "x", deep: { er: { value: 2 } } }));
print("nothing to list", template({ list: [] }));
print("precompiled", Handlebars.precompile("{{#unless a}}b{{/unless}}").length > 100);
print("a parse error", thrown(() => Handlebars.compile("{{#each}}")({})));
print("prototypes are closed", Handlebars.compile("[{{constructor.name}}{{__proto__}}]")({}));
