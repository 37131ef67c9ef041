// attack: what two tenants know of the same moment
// stopped by: nothing
// twice: differ
check(true);
[performance.timeOrigin, performance.now()];
