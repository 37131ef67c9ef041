// attack: a promise that settles in a year
// stopped by: limit wall time
new Promise((resolve) => setTimeout(resolve, 2 ** 31 - 1));
