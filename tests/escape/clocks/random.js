// attack: random numbers that another tenant has had
// stopped by: nothing
// twice: differ
check(true);
Array.from({ length: 8 }, Math.random);
