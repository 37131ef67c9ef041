// attack: a value whose text is asked for and never given
// stopped by: limit wall time or nothing
// by: text
check(true);
({ get [Symbol.toStringTag]() { for (;;); }, get a() { for (;;); } });
