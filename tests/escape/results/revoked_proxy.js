// attack: a proxy that was revoked
// stopped by: convert or exception TypeError
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
[proxy];
