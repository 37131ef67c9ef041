// attack: import.meta changed and asked for what is not there
// stopped by: nothing
// by: module
import.meta.url = "file:///etc/";
throws(() => import.meta.resolve(Symbol("x")));
for (const name of ["./passwd", "../../x", "http://127.0.0.1/", ""]) {
  try {
    check(typeof import.meta.resolve(name) === "string");
  } catch {}
}
await rejects(() => import("./passwd"));
check(!("main" in import.meta) || typeof import.meta.main === "boolean");
