// attack: rejections that nobody handles
// stopped by: limit memory
// after: either
for (;;) Promise.reject(new Error("x"));
