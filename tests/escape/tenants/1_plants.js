// attack: a tenant leaves its secret everywhere
// stopped by: nothing
const secret = "the secret of the tenant before ";
globalThis.kept = [];
for (let i = 0; i < 2000; i++) kept.push(secret + i, { [secret + i]: i }, Symbol.for(secret + i), new Function("return '" + secret + i + "'"));
kept.push(new TextEncoder().encode(secret.repeat(20000)));
Object.prototype.secret = secret;
(function dive(n, text) {
  if (n > 0) dive(n - 1, text + n);
})(500, secret);
globalThis[secret] = new Map([[secret, secret]]);
setTimeout(() => {}, 1e9);
check(true);
