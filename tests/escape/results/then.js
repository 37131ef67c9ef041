// attack: a thenable that settles twice, and throws after it
// stopped by: nothing
check(true);
({
  then(resolve, reject) {
    resolve(1);
    reject(new Error("x"));
    resolve(2);
    throw new Error("y");
  },
});
