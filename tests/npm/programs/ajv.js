import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import { print, thrown } from "../print.js";

// Ajv compiles a schema with `new Function`.
const ajv = new Ajv.default({ allErrors: true, coerceTypes: true, useDefaults: true });
const validate = ajv.compile({
  type: "object",
  properties: {
    name: { type: "string", minLength: 2, pattern: "^\\p{L}+$" },
    age: { type: "integer", minimum: 0 },
    tags: { type: "array", items: { enum: ["a", "b"] }, uniqueItems: true, default: ["a"] },
  },
  required: ["name"],
  additionalProperties: false,
});
const person = { name: "Zoë", age: "7" };
print("a valid value", [validate(person), person]);
print("what is wrong", [validate({ name: "1", age: -1, tags: ["a", "a", "c"], extra: 1 }), validate.errors]);
print("as text", ajv.errorsText(validate.errors));
const tuple = new Ajv2020.default().compile({ $defs: { n: { type: "number" } }, prefixItems: [{ $ref: "#/$defs/n" }, { type: "string" }], items: false });
print("draft 2020-12", [tuple([1, "a"]), tuple(["a", 1]), tuple([1, "a", 2]), tuple.errors]);
print("a wrong schema", thrown(() => ajv.compile({ type: "nothing" })));
const asynchronous = ajv.compile({ $async: true, type: "number" });
print("asynchronously", await asynchronous("x").catch((error) => error.errors));
