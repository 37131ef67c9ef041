// attack: values that cannot cross
// stopped by: convert
[Symbol("x")];
