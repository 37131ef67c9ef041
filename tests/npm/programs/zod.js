import * as z from "zod";
import * as mini from "zod/mini";
import { print, thrown } from "../print.js";

const User = z.object({
  id: z.uuid(),
  email: z.email(),
  age: z.coerce.number().int().min(0).optional(),
  role: z.enum(["admin", "user"]).default("user"),
  tags: z.array(z.string().trim().min(1)).max(3),
  at: z.iso.datetime().transform((text) => new Date(text)),
});
print("a valid value", User.parse({ id: "1b671a64-40d5-491e-99b0-da01ff1f3341", email: "a@b.co", age: "7", tags: [" x "], at: "2020-01-01T00:00:00Z" }));
print("what is wrong", User.safeParse({ id: "x", email: "y", age: -1.5, role: "z", tags: ["", 1, "a", "b"], at: 0 }).error.issues);
print("as a tree", z.treeifyError(User.safeParse({ tags: [""] }).error));
const Shape = z.discriminatedUnion("kind", [z.object({ kind: z.literal("circle"), r: z.number() }), z.object({ kind: z.literal("square"), a: z.bigint() })]);
print("unions", [Shape.parse({ kind: "square", a: 5n }), Shape.safeParse({ kind: "no" }).error.issues]);
const Tree = z.object({ name: z.string(), get children() { return z.array(Tree); } });
print("recursion", Tree.parse({ name: "a", children: [{ name: "b", children: [] }] }));
print("refined, later", await z.string().refine(async (text) => { await null; return text.length > 3; }, "too short").safeParseAsync("abc").then((result) => result.error.issues));
print("JSON schema", z.toJSONSchema(User, { unrepresentable: "any", io: "input" }));
print("pipes and brands", [z.string().transform(Number).pipe(z.number().gt(3)).safeParse("2").error.issues, z.stringbool().parse("yes"), z.templateLiteral(["a", z.number()]).safeParse("a1").success]);
print("mini", mini.safeParse(mini.object({ a: mini.optional(mini.string()) }), { a: 1 }).error.issues);
print("thrown", thrown(() => z.map(z.string(), z.date()).parse(new Map([["a", 1]]))));
