// attack: Math.random patched in one tenant
// stopped by: nothing
// twice: differ
const draws = [Math.random(), Math.random()];
Math.random = () => 0.5;
Date.now = () => 1;
performance.now = () => 2;
check(draws[0] !== 0.5 && draws[0] !== draws[1]);
draws;
