//! Where hostile scripts live: what they are granted, and what lies beside it.

use super::Attack;
use skerry::loader::{FsLoader, MapLoader};
use skerry::{
    AsyncCaller, ByteReader, ByteWriter, Bytes, Caller, Capabilities, Clock, Engine, Function, HostError, HostModule,
    Limits, MIB, Network, Random, Runtime, RuntimeBuilder, Source, Value,
};
use std::future::pending;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// What the scripts check with.
const TOOLS: &str = include_str!("../escape/tools.js");
/// For scripts that no time is to stop, on a machine that does much else.
const LONG: Duration = Duration::from_secs(40);
/// Linear memory of a tenant.
pub const MEMORY: u64 = 32 * MIB;

/// An engine with some slots and the folders of its tenants.
pub struct World {
    pub engine: Engine,
    module: Arc<HostModule>,
    folder: TempDir,
}

impl World {
    pub fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        furnish(folder.path());
        Self { engine, module: Arc::new(host_module()), folder }
    }

    /// A runtime for an attack; it has its tools where the limits leave time for them.
    pub async fn tenant(&self, attack: &Attack, limits: Limits) -> Runtime {
        let mut builder = self.builder().limits(limits);
        if attack.header.is_fixed {
            builder = builder.clock(Clock::Frozen(SystemTime::UNIX_EPOCH)).random(Random::Seeded(7));
        }
        let mut runtime = builder.build().await.unwrap();
        let _has_tools = runtime.run(Source::script(TOOLS).url("tools.js")).await.is_ok();
        runtime
    }

    /// A runtime with what all are granted.
    pub fn builder(&self) -> RuntimeBuilder {
        let path = self.folder.path();
        let capabilities = Capabilities::none()
            .env("GREETING", "hello")
            .read_dir(path.join("data"), "/data")
            .and_then(|granted| granted.write_dir(path.join("out"), "/out"))
            .unwrap()
            .network(internet());
        let modules = MapLoader::new()
            .module("self-importer", "import 'self-importer'; export const n = 1")
            .module("big", format!("export default '{}'", "x".repeat(100_000)))
            .module("counter", "export let count = 0; export function more() { return ++count }");
        let files = FsLoader::new().root(path.join("app"), "/app").unwrap();
        let builder = self.engine.runtime().limits(limits()).capabilities(capabilities);
        builder.loader((modules, files)).host_module(Arc::clone(&self.module)).console(|_, _: &str| {})
    }

    /// Whether what lies outside of the grants is as it was.
    pub fn is_untouched(&self) -> bool {
        let path = self.folder.path();
        let same = |name: &str| std::fs::read_to_string(path.join(name)).is_ok_and(|text| text == "secret");
        let mut entries: Vec<_> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        entries.sort();
        same("secret.txt") && same("secret.mjs") && entries == ["app", "data", "out", "secret.mjs", "secret.txt"]
    }
}

/// The limits for an attack, which time ends after `wall` where nothing else is to.
pub fn limits_for(attack: &Attack, wall: Duration) -> Limits {
    let header = &attack.header;
    let limits = limits().wall(if header.is_stopped_by_time() { wall } else { LONG });
    let limits = header.stack.map_or(limits, |stack| limits.stack(stack));
    header.memory.map_or(limits, |memory| limits.memory(memory))
}

fn limits() -> Limits {
    let limits = Limits::default().memory(MEMORY).cpu(LONG).output(256 * 1024).handles(100).streams(8);
    limits.host_calls_in_flight(32)
}

fn furnish(path: &Path) {
    for folder in ["app", "data", "data/below", "out"] {
        std::fs::create_dir(path.join(folder)).unwrap();
    }
    for (name, text) in [
        ("secret.txt", "secret"),
        ("secret.mjs", "secret"),
        ("data/file.txt", "granted"),
        ("app/counter.mjs", "export let count = 0; export function more() { return ++count }"),
        ("app/data.json", "{ \"a\": 1, \"__proto__\": { \"polluted\": true } }"),
        ("app/common.cjs", "exports.a = 1; exports.__proto__ = { polluted: true }; module.exports.then = undefined"),
    ] {
        std::fs::write(path.join(name), text).unwrap();
    }
    for (link, to) in [
        ("data/link.txt", "../secret.txt"),
        ("data/folder", ".."),
        ("data/proc", "/proc/self"),
        ("data/loop", "loop"),
        ("data/absolute", "/etc/passwd"),
        ("out/folder", ".."),
        ("out/link.txt", "../secret.txt"),
        ("app/link.mjs", "../secret.mjs"),
        ("app/folder", ".."),
    ] {
        symlink(to, path.join(link)).unwrap();
    }
}

/// The whole internet, on a machine that finds no name of it.
fn internet() -> Network {
    Network::none().allow("*").unwrap().resolver(|_| Err(std::io::Error::other("no such name")))
}

/// Functions that give and take every kind of value.
fn host_module() -> HostModule {
    HostModule::new("host:tools")
        .function("echo", |_: &Caller, (value,): (Value,)| Ok::<_, HostError>(value))
        .function("add", |_: &Caller, (a, b): (f64, f64)| Ok::<_, HostError>(a + b))
        .function("hasText", |_: &Caller, (text,): (String,)| Ok::<_, HostError>(!text.is_empty()))
        .function("hold", |_: &Caller, (function,): (Function,)| Ok::<_, HostError>(function))
        .function("bytes", |_: &Caller, (count,): (u32,)| {
            Ok::<_, HostError>(Bytes::from(vec![7; count.min(1 << 20) as usize]))
        })
        .function("object", |_: &Caller, ()| {
            let names = ["__proto__", "constructor", "then", "toJSON", "valueOf"];
            Ok::<_, HostError>(Value::Object(names.map(|name| (name.to_owned(), Value::Int(1))).into()))
        })
        .function("fail", |_: &Caller, (name, message): (String, String)| {
            let error = HostError::named(name, message);
            Err::<(), _>(error.with_property("__proto__", "x").with_property("stack", "x").with_property("code", "E"))
        })
        .function("reader", |_: &Caller, (count,): (u64,)| {
            Ok::<_, HostError>(ByteReader::new(tokio::io::repeat(7).take(count)))
        })
        .function("writer", |_: &Caller, ()| Ok::<_, HostError>(ByteWriter::new(tokio::io::sink())))
        .async_function("later", |_: AsyncCaller, (value,): (Value,)| async {
            tokio::task::yield_now().await;
            Ok::<_, HostError>(value)
        })
        .async_function("forever", |_: AsyncCaller, ()| pending::<Result<(), HostError>>())
        .async_function("callBack", |caller: AsyncCaller, (function, value): (Function, Value)| async move {
            caller.call::<Value>(&function, (value,)).await
        })
        .async_function("drain", |_: AsyncCaller, (reader,): (ByteReader,)| async move {
            let mut bytes = Vec::new();
            Ok::<_, HostError>(reader.take(16 * 1024).read_to_end(&mut bytes).await?)
        })
        .async_function("fill", |_: AsyncCaller, (mut writer,): (ByteWriter,)| async move {
            writer.write_all(&[7; 4096]).await?;
            Ok::<_, HostError>(writer.shutdown().await?)
        })
}
