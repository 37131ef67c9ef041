// attack: conversions that convert themselves
// stopped by: exception RangeError
const value = { toString: () => String(value) };
String(value);
