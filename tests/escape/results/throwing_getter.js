// attack: a getter that throws something strange while the value is encoded
// stopped by: exception of no error or convert
({ get a() { throw { get message() { throw 1; }, toString() { throw 2; } }; } });
