//! A runtime that does nothing wrong, in the slot of one that did.

use super::corpus::World;
use skerry::Runtime;

/// What a script sees of the world that it is in, and a little of everything that works.
const CODE: &str = "(async () => {
    const names = (object) => Reflect.ownKeys(object).map(String).sort().join();
    const seen = [globalThis, Object.prototype, Array.prototype, Function.prototype, Promise.prototype,
        Map.prototype, String.prototype, RegExp.prototype, Uint8Array.prototype, ReadableStream.prototype,
        Error.prototype, console, process, JSON, Reflect].map(names);
    const clean = new Uint8Array(1 << 20).every((byte) => byte === 0);
    const { echo, later, drain } = await import('host:tools');
    const { readFile } = await import('skerry:fs');
    const timer = await new Promise((resolve) => setTimeout(resolve, 0, 'timer'));
    const stream = new ReadableStream({ start(c) { c.enqueue(new Uint8Array(10)); c.close() } });
    console.log('polite');
    return [seen, clean, echo([1, { a: 'x' }]), await later(2), await drain(stream), timer,
        await readFile('/data/file.txt', 'utf-8'), JSON.stringify({ a: [1] }), process.env.GREETING,
        [3, 1, 2].sort().join(), /(a+)b/.exec('caab')[1], setTimeout(() => {})];
})()";

/// What a fresh runtime sees; the same in each.
pub async fn seen(world: &World) -> String {
    let mut runtime: Runtime = world.builder().build().await.unwrap();
    match runtime.eval_text(format!("{CODE}.then(JSON.stringify)")).await {
        Ok(text) => text,
        Err(error) => format!("{error:?}"),
    }
}
