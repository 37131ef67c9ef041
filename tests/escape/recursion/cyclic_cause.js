// attack: an error that is its own cause, and member of itself
// stopped by: exception AggregateError
const error = new AggregateError([], "x");
error.errors = [error, error];
error.cause = error;
throw error;
