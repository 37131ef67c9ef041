// attack: proxies of proxies
// stopped by: limit memory
// after: either
let proxy = {};
for (;;) proxy = new Proxy(proxy, {});
