// attack: a symbol is thrown
// stopped by: exception of no error
throw Symbol("x");
