// attack: what is equal in two tenants and ought not to be
// stopped by: nothing
// twice: differ
check(true);
[Math.random(), performance.timeOrigin];
