// attack: random bytes and identifiers that another tenant has had
// stopped by: nothing
// twice: differ
check(true);
[crypto.randomUUID(), Array.from(crypto.getRandomValues(new Uint8Array(16)))];
