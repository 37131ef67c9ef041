// attack: a getter that never ends, met while the host's value is encoded
// stopped by: limit wall time
({ get a() { for (;;); } });
