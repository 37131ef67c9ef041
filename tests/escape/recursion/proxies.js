// attack: a proxy whose prototype is a proxy of itself
// stopped by: nothing
const proxy = new Proxy({}, {});
try {
  Object.setPrototypeOf(proxy, proxy);
} catch {}
throws(() => {
  Object.setPrototypeOf(proxy, proxy);
  proxy.x;
});
let chain = {};
for (let i = 0; i < 1e5; i++) chain = new Proxy(chain, {});
try {
  equal(chain.x, undefined);
  Object.keys(chain);
} catch {}
