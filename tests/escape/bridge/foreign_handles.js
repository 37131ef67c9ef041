// attack: functions and promises that were given away are used, changed and lost
// stopped by: nothing
(async () => {
  const { hold, callBack } = await import("host:tools");
  const f = (x) => x;
  equal(hold(f), f);
  const bound = hold(f.bind(null));
  equal(bound(3), 3);
  f.call = null;
  Object.setPrototypeOf(f, null);
  equal(await callBack(f, 2), 2);
  const revoked = Proxy.revocable(f, {});
  revoked.revoke();
  await rejects(async () => callBack(revoked.proxy, 1));
})();
