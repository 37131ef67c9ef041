//! Runs one file in a runtime of its own.

use crate::file::TestFile;
use crate::outcome::Outcome;
use crate::site::Site;
use skerry::{Bytes, Capabilities, Engine, Error, HostError, HostModule, Limits, MIB, Network, Runtime, Source};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a shell gives to a test, in front of testharness.js.
const PRELUDE: &str = include_str!("prelude.js");
/// Where results go; behind testharness.js.
const REPORT: &str = include_str!("report.js");
/// Waits until the file is done or wants garbage to be collected.
const NEXT: &str = "globalThis[Symbol.for('wpt')].next()";
/// Goes on after a collection.
const COLLECTED: &str = "globalThis[Symbol.for('wpt')].collected()";
/// What the clock of a browser would call.
const TIMEOUT: &str = "timeout(); globalThis[Symbol.for('wpt')].next()";

/// The time of a file; four times as much where its header says `long`.
const TIME: Duration = Duration::from_secs(20);
/// Times that a file is entered again, after a collection or an uncaught error.
const MOST_STEPS: usize = 1_000;

/// What the functions of `host:wpt` write down.
#[derive(Default)]
struct Notes {
    outcome: Outcome,
    /// Every script has been evaluated.
    is_loaded: bool,
}

/// Runs a file and tells what its sub-tests gave.
pub async fn run(engine: &Engine, site: &Arc<Site>, file: &TestFile) -> Outcome {
    let notes = Arc::new(Mutex::new(Notes::default()));
    let time = if file.is_long { TIME * 4 } else { TIME };
    let limits = Limits::default().memory(1024 * MIB).cpu(time).wall(time).output(64 * MIB);
    let builder = engine.runtime().limits(limits).host_module(module(site, file, &notes));
    let network = site.server.as_ref().map_or_else(Network::none, |server| server.network());
    let builder = builder.capabilities(Capabilities::none().network(network));
    let runtime = builder.console(|_, _: &str| {}).build().await;
    let ended = match runtime {
        Ok(mut runtime) => drive(&mut runtime, site, file, &notes).await,
        Err(error) => Err(error.to_string()),
    };
    let mut outcome = std::mem::take(&mut notes.lock().unwrap().outcome);
    if let Err(message) = ended {
        outcome.add_harness(&message);
    }
    outcome
}

/// Enters the runtime until the file is done.
async fn drive(runtime: &mut Runtime, site: &Site, file: &TestFile, notes: &Mutex<Notes>) -> Result<(), String> {
    let import = "import * as host from 'host:wpt'; globalThis[Symbol.for('wpt')] = { host };";
    runtime.load(Source::module(import)).await.map_err(described)?;
    let mut answer = runtime.eval::<String>(Source::sequence(scripts(site, file)?)).await;
    let mut uncaught = None;
    let mut has_timed_out = false;
    for _ in 0..MOST_STEPS {
        let next = match answer {
            Ok(event) if event == "collect" => {
                runtime.collect().await.map_err(described)?;
                COLLECTED
            }
            Ok(_) => return uncaught.map_or(Ok(()), Err),
            // The harness hears of it through the global's `error` event, unless
            // it stopped the scripts.
            Err(error @ (Error::Exception(_) | Error::UnhandledRejection(_) | Error::Host(_))) => {
                if !notes.lock().unwrap().is_loaded {
                    uncaught = Some(described(error));
                }
                NEXT
            }
            Err(error @ (Error::Stalled | Error::Limit { .. })) if !has_timed_out => {
                has_timed_out = true;
                uncaught.get_or_insert_with(|| described(error));
                TIMEOUT
            }
            Err(error) => return Err(uncaught.unwrap_or_else(|| described(error))),
        };
        answer = runtime.eval::<String>(next).await;
    }
    Err("the file never ends".to_owned())
}

/// The scripts of a file, one after the other.
fn scripts(site: &Site, file: &TestFile) -> Result<Vec<Source>, String> {
    let read = |path: &str| {
        let text = site.read(path)?;
        Ok::<_, String>(Source::script(String::from_utf8_lossy(&text)).url(format!("wpt:{path}")))
    };
    let mut all = vec![Source::script(PRELUDE).url("wpt:prelude"), read("resources/testharness.js")?];
    all.push(Source::script(REPORT).url("wpt:report"));
    for script in &file.scripts {
        all.push(read(script)?);
    }
    all.push(read(&file.path)?);
    all.push(Source::script(NEXT).url("wpt:next"));
    Ok(all)
}

/// What scripts ask of us, and tell us.
fn module(site: &Arc<Site>, file: &TestFile, notes: &Arc<Mutex<Notes>>) -> HostModule {
    let (fixtures, path) = (Arc::clone(site), file.path.clone());
    let about = (file.path.clone(), file.variant.clone(), file.title.clone(), site.origin(file), site.server.is_some());
    let [result, status, loaded] = [(); 3].map(|()| Arc::clone(notes));
    HostModule::new("host:wpt")
        .function("about", move |_: &_, ()| Ok::<_, HostError>(about.clone()))
        .function("read", move |_: &_, (url,): (String,)| {
            fixtures.fixture(&path, &url).map(Bytes).map_err(HostError::type_error)
        })
        .function("loaded", move |_: &_, ()| {
            loaded.lock().unwrap().is_loaded = true;
            Ok::<_, HostError>(())
        })
        .function("result", move |_: &_, (name, status, message): (String, u8, String)| {
            result.lock().unwrap().outcome.add(name, status, message);
            Ok::<_, HostError>(())
        })
        .function("status", move |_: &_, (number, message): (u8, String)| {
            if number != 0 {
                status.lock().unwrap().outcome.add_harness(&message);
            }
            Ok::<_, HostError>(())
        })
}

fn described(error: Error) -> String {
    let place = error.exception().and_then(|exception| exception.frames.first());
    let place = place.map(|frame| format!(" at {frame}")).unwrap_or_default();
    format!("{}{place}", error.to_string().lines().next().unwrap_or_default())
}
