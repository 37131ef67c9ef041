// attack: a getter that reads itself, met while the value is encoded
// stopped by: exception RangeError or convert
({ get a() { return this.a; } });
