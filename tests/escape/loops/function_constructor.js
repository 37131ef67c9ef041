// attack: functions that are compiled for ever
// stopped by: limit wall time
// after: either
for (let i = 0; ; i++) new Function("return " + i)();
