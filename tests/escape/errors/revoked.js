// attack: a revoked proxy is thrown
// stopped by: exception of no error
const { proxy, revoke } = Proxy.revocable(new Error("x"), {});
revoke();
throw proxy;
