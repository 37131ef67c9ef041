import { HTTPException } from "hono/http-exception";

// What the client did wrong, field by field.
export class Invalid extends HTTPException {
  constructor(problems) {
    super(422, { message: "the request is not valid" });
    this.problems = problems;
  }
}

// Every failure as JSON. What is not an HTTPException is ours: the log has it, the client does not.
export function problem(error, c) {
  if (!(error instanceof HTTPException)) {
    console.error(error);
    return c.json({ error: "something went wrong" }, 500);
  }
  return c.json({ error: error.message, problems: error.problems }, error.status);
}
