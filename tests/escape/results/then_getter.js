// attack: a getter for then that is another thing each time
// stopped by: nothing
let reads = 0;
check(true);
({ get then() { return ++reads === 1 ? (resolve) => resolve("once") : undefined; } });
