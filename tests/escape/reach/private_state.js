// attack: private state of built-ins through proxies, subclasses and foreign receivers
// stopped by: nothing
for (const [type, name] of [[ReadableStream, "locked"], [AbortSignal, "aborted"], [Event, "type"], [TextDecoder, "encoding"], [WritableStream, "locked"]]) {
  const { get } = Object.getOwnPropertyDescriptor(type.prototype, name);
  for (const receiver of [{}, null, undefined, 1, type.prototype, new Proxy(new EventTarget(), {}), Object.create(type.prototype)]) {
    throws(() => Reflect.apply(get, receiver, []), "TypeError");
  }
}
throws(() => new AbortSignal(), "TypeError");
throws(() => new ReadableStreamDefaultController(), "TypeError");
throws(() => Reflect.construct(Object, [], AbortSignal).aborted, "TypeError");
