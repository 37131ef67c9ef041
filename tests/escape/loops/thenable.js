// attack: a thenable whose then calls back with a fresh thenable each time
// stopped by: limit wall time
const again = () => ({ then(resolve) { resolve(again()); } });
(async () => await again())();
