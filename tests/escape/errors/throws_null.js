// attack: nothing is thrown
// stopped by: exception of no error
throw null;
