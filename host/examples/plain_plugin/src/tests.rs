//! Functions of a script, called by an engine that is not ours.

use super::plugin::{Bytes, Failure, Host, Plugin};
use skerry::loader::MapLoader;
use skerry::{Engine, Error, World};
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock};
use std::task::{Context, Poll};
use wasmtime::StoreContextMut;
use wasmtime::component::{FutureReader, Source, StreamConsumer, StreamReader, StreamResult};

const APP: &str = r#"
    let count = 0;
    export const greet = (name, times = 1) => `hello ${name} `.repeat(times);
    export async function later(value) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { value, count: ++count, bytes: new Uint8Array([1, 2]), date: new Date(1000), set: new Set([1n << 70n]) };
    }
    export function fail() {
      throw new RangeError("no", { cause: 1 });
    }
    export const reject = () => Promise.reject("a text");
    export const never = () => new Promise(() => {});
    export const exit = () => process.exit(3);
    export const functions = () => [() => {}];
    export const upper = (stream) => stream.pipeThrough(new TextDecoderStream()).pipeThrough(new TransformStream({
      transform: (text, controller) => controller.enqueue(text.toUpperCase()),
    })).pipeThrough(new TextEncoderStream());
    export const read = async (stream) => {
      try {
        return await new Response(stream).text();
      } catch (error) {
        return error.message;
      }
    };
    export const back = (stream) => [stream];
    export const number = 1;
"#;

fn build(app: &str) -> skerry::Result<Vec<u8>> {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| Engine::builder().build().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let graph = runtime.block_on(engine.graph("./app.js", MapLoader::new().module("./app.js", app)))?;
    engine.component(&graph, World::Plugin).build()
}

async fn plugin() -> Plugin {
    static APP_COMPONENT: OnceLock<Vec<u8>> = OnceLock::new();
    let component = APP_COMPONENT.get_or_init(|| std::thread::spawn(|| build(APP).unwrap()).join().unwrap());
    Plugin::new(component).await.unwrap()
}

/// A result as CBOR's diagnostic notation.
async fn shown(plugin: &mut Plugin, name: &str, arguments: impl minicbor::Encode<()>) -> String {
    let arguments = minicbor::to_vec(arguments).unwrap();
    match plugin.call(name, &arguments).await.unwrap() {
        Ok(result) => minicbor::display(&result).to_string(),
        Err(Failure::Exception(thrown)) => format!("{}: {} {:?}", thrown.name, thrown.message, thrown.stack),
        Err(failure) => format!("{failure:?}"),
    }
}

#[tokio::test]
async fn values_cross_both_ways() {
    let mut plugin = plugin().await;
    let names = plugin.list().await.unwrap();
    assert_eq!(names, ["back", "exit", "fail", "functions", "greet", "later", "never", "read", "reject", "upper"]);
    assert_eq!(shown(&mut plugin, "greet", ("you", 2)).await, r#""hello you hello you ""#);
    let first = shown(&mut plugin, "later", ([1, 2],)).await;
    assert!(first.contains(r#""value": [1, 2], "count": 1, "bytes": h'01 02', "date": 1(1e0)"#), "{first}");
    // Calls share the instance.
    assert!(shown(&mut plugin, "later", (0,)).await.contains(r#""count": 2"#));
}

#[tokio::test]
async fn what_goes_wrong_is_typed() {
    let mut plugin = plugin().await;
    assert_eq!(shown(&mut plugin, "fail", [0; 0]).await, r#"RangeError: no ["fail (map:///app.js:9:17)"]"#);
    assert_eq!(shown(&mut plugin, "reject", [0; 0]).await, ": 'a text' []");
    assert!(shown(&mut plugin, "never", [0; 0]).await.contains("can never settle"));
    assert!(shown(&mut plugin, "functions", [0; 0]).await.contains("BadResult"));
    assert!(shown(&mut plugin, "number", [0; 0]).await.contains("UnknownFunction"));
    assert!(shown(&mut plugin, "greet", 5).await.contains("BadArguments"));
    for wrong in [&b"\x81"[..], b"\x81\xda\x53\x4b\x45\x10\x00", b"\x81\xda\x53\x4b\x45\x00\x00", b"", b"\xff"] {
        let failure = plugin.call("greet", wrong).await.unwrap().unwrap_err();
        assert!(matches!(failure, Failure::BadArguments(_) | Failure::Exception(_)), "{failure:?}");
    }
    assert!(shown(&mut plugin, "exit", [0; 0]).await.contains("with the code 3"));
    // Another call finds the script as it was.
    assert_eq!(shown(&mut plugin, "greet", ("you",)).await, r#""hello you ""#);
}

/// One argument that is the stream 0.
const STREAM: &[u8] = b"\x81\xda\x53\x4b\x45\x10\x00";

/// Takes what comes.
#[derive(Default)]
struct Collecting(Arc<Mutex<Vec<u8>>>);

impl StreamConsumer<Host> for Collecting {
    type Item = u8;

    fn poll_consume(
        self: Pin<&mut Self>,
        _context: &mut Context<'_>,
        mut store: StoreContextMut<'_, Host>,
        mut source: Source<'_, u8>,
        _finish: bool,
    ) -> Poll<wasmtime::Result<StreamResult>> {
        let mut bytes = Vec::with_capacity(source.remaining(&mut store));
        source.read(&mut store, &mut bytes)?;
        self.0.lock().unwrap().extend(bytes);
        Poll::Ready(Ok(StreamResult::Completed))
    }
}

fn bytes(plugin: &mut Plugin, end: Result<(), String>) -> Bytes {
    let bytes = StreamReader::new(&mut plugin.store, b"some text".to_vec()).unwrap();
    let end = FutureReader::new(&mut plugin.store, async move { wasmtime::error::Ok(end) }).unwrap();
    Bytes { bytes, end }
}

#[tokio::test]
async fn streams_cross_beside_values() {
    let mut plugin = plugin().await;
    for name in ["upper", "back"] {
        let given = bytes(&mut plugin, Ok(()));
        let mut result = plugin.call_with(name, STREAM, vec![given]).await.unwrap().unwrap();
        assert_eq!(result.streams.len(), 1, "{name}");
        let Bytes { bytes, .. } = result.streams.remove(0);
        let (told, mut text) = (Collecting::default(), Vec::new());
        bytes.pipe(&mut plugin.store, Collecting(Arc::clone(&told.0))).unwrap();
        while text.len() < 9 {
            // The instance goes on while it is called.
            shown(&mut plugin, "later", (0,)).await;
            told.0.lock().unwrap().clone_into(&mut text);
        }
        assert_eq!(String::from_utf8(text).unwrap(), if name == "upper" { "SOME TEXT" } else { "some text" });
    }
    let failing = bytes(&mut plugin, Err("the disk is gone".to_owned()));
    let text = plugin.call_with("read", STREAM, vec![failing]).await.unwrap().unwrap();
    let text = minicbor::display(&text.cbor).to_string();
    assert!(text.contains("the disk is gone"), "{text}");
}

#[test]
fn a_program_that_exports_no_function_is_no_plugin() {
    let Err(Error::Exception(exception)) = build("export const a = 1") else { panic!("it was built") };
    assert!(exception.to_string().contains("exports no function"), "{exception}");
    assert!(exception.hint.is_some());
}
