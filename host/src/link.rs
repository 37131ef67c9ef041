//! The host's side of `wit/runtime.wit`: translate and delegate, nothing else.

use crate::console::ConsoleLevel;
use crate::exception::{Exception, Frame};
use crate::loader::{ModuleRequest, RequestKind, url_like};
use crate::source::{Source, SourceKind};
use crate::store::State;
use bindings::skerry::runtime::{host, types};
use wasmtime::component::{Accessor, HasSelf, Linker};

pub(crate) use bindings::RuntimePre;

/// The guest of one store.
pub(crate) type Instance = bindings::Runtime;
/// The guest of one store, callable.
pub(crate) type Guest = std::sync::Arc<bindings::Runtime>;
pub(crate) use types::{Completion, ExceptionLink, Failure};

#[allow(clippy::all, clippy::pedantic, missing_docs, reason = "generated")]
mod bindings {
    wasmtime::component::bindgen!({
        path: "../wit",
        world: "runtime",
        imports: { "skerry:runtime/host.random-seed": trappable },
        exports: { default: async },
    });
}

/// Links everything that the guest imports.
///
/// # Errors
/// When a name is linked twice, a defect.
pub(crate) fn linker(engine: &wasmtime::Engine) -> wasmtime::Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    // Rust's std imports WASI 0.2; what it reaches is an empty context.
    wasmtime_wasi::p2::add_to_linker_async(&mut linker)?;
    host::add_to_linker::<_, HasSelf<State>>(&mut linker, |state| state)?;
    Ok(linker)
}

impl types::Host for State {}

impl host::Host for State {
    fn console_write(&mut self, level: host::ConsoleLevel, text: String) {
        self.console_write(level.into(), &text);
    }

    fn console_colors(&mut self, level: host::ConsoleLevel) -> bool {
        self.console.colors(level.into())
    }

    fn monotonic_now(&mut self) -> u64 {
        u64::try_from(self.clock.now().as_nanos()).unwrap_or(u64::MAX)
    }

    fn time_origin(&mut self) -> u64 {
        u64::try_from(self.clock.origin().as_nanos()).unwrap_or(u64::MAX)
    }

    fn random_seed(&mut self) -> wasmtime::Result<(u64, u64, u64, u64)> {
        Self::random_seed()
    }

    fn stack_limit(&mut self) -> u32 {
        u32::try_from(self.limits.stack).unwrap_or(u32::MAX)
    }

    fn interrupted(&mut self) -> bool {
        self.watch.is_stopped()
    }

    fn arguments(&mut self) -> Vec<String> {
        self.arguments.clone()
    }

    fn environment(&mut self) -> Vec<(String, String)> {
        self.environment.clone()
    }

    fn report_fault(&mut self, message: String) {
        self.fault.get_or_insert(message);
    }
}

impl host::HostWithStore<State> for HasSelf<State> {
    async fn sleep_until(accessor: &Accessor<State, Self>, deadline: u64) {
        let wait = accessor.with(|mut access| access.get().wait_until(std::time::Duration::from_nanos(deadline)));
        wait.await;
    }

    async fn resolve(
        accessor: &Accessor<State, Self>,
        request: host::ModuleRequest,
    ) -> Result<String, host::LoadError> {
        let loader = accessor.with(|mut access| access.get().loader.clone());
        let kind = match request.kind {
            host::RequestKind::Entry => RequestKind::Entry,
            host::RequestKind::Import | host::RequestKind::Meta => RequestKind::Import,
            host::RequestKind::Require => RequestKind::Require,
        };
        let question = ModuleRequest::new(kind, &request.specifier, request.referrer.as_deref())
            .with_attribute_type(request.attribute.as_deref());
        let answer = loader.resolve(&question);
        if request.kind == host::RequestKind::Meta
            && !matches!(answer, Ok(Some(_)))
            && let Some(url) = url_like(&question)
        {
            return Ok(url);
        }
        match answer {
            Ok(Some(url)) => Ok(url),
            Ok(None) => Err(host::LoadError {
                message: format!("cannot find module '{}'", request.specifier),
                hint: Some("no loader of this runtime answers for it".to_owned()),
            }),
            Err(error) => Err(load_error(&error)),
        }
    }

    async fn load(accessor: &Accessor<State, Self>, url: String) -> Result<types::Source, host::LoadError> {
        let loader = accessor.with(|mut access| {
            let state = access.get();
            state.modules += 1;
            state.loader.clone()
        });
        match loader.load(&url).await {
            Ok(Some(source)) => {
                accessor.with(|mut access| access.get().sources.remember(&source.url, &source.text));
                Ok(Source::from(source).into())
            }
            Ok(None) => Err(host::LoadError { message: format!("cannot load '{url}'"), hint: None }),
            Err(error) => Err(load_error(&error)),
        }
    }
}

fn load_error(error: &crate::loader::LoadError) -> host::LoadError {
    host::LoadError { message: error.message.clone(), hint: error.hint.clone() }
}

impl From<host::ConsoleLevel> for ConsoleLevel {
    fn from(level: host::ConsoleLevel) -> Self {
        match level {
            host::ConsoleLevel::Debug => Self::Debug,
            host::ConsoleLevel::Log => Self::Log,
            host::ConsoleLevel::Info => Self::Info,
            host::ConsoleLevel::Warn => Self::Warn,
            host::ConsoleLevel::Error => Self::Error,
        }
    }
}

impl From<Source> for types::Source {
    fn from(source: Source) -> Self {
        let kind = match source.kind {
            SourceKind::Auto => types::SourceKind::Auto,
            SourceKind::Script => types::SourceKind::Script,
            SourceKind::Module => types::SourceKind::Module,
            SourceKind::CommonJs => types::SourceKind::CommonJs,
            SourceKind::Json => types::SourceKind::Json,
        };
        Self { url: source.url, kind, text: source.text }
    }
}

/// The tree that the guest's list of links describes; a list that lies about
/// parents loses those links.
pub(crate) fn exception(links: Vec<types::ExceptionLink>) -> Option<Box<Exception>> {
    let mut nodes: Vec<Option<Exception>> = Vec::with_capacity(links.len());
    let mut places = Vec::with_capacity(links.len());
    for link in links {
        places.push((link.relation, usize::try_from(link.parent).unwrap_or(usize::MAX)));
        nodes.push(Some(Exception {
            name: link.name,
            message: link.message,
            frames: link.frames.into_iter().map(frame).collect(),
            cause: None,
            members: Vec::new(),
            hint: link.hint,
        }));
    }
    // Children come after their parents: from the end, each moves into its parent.
    for index in (1..nodes.len()).rev() {
        let (relation, parent) = places.get(index).copied()?;
        let node = nodes.get_mut(index).and_then(Option::take);
        let Some(parent) = nodes.get_mut(parent).filter(|_| parent < index).and_then(Option::as_mut) else { continue };
        match relation {
            types::Relation::Cause => parent.cause = node.map(Box::new),
            types::Relation::Member => parent.members.extend(node),
            types::Relation::Root => {}
        }
    }
    let mut root = nodes.into_iter().next().flatten()?;
    order_members(&mut root);
    Some(Box::new(root))
}

/// Members were met from the last to the first.
fn order_members(exception: &mut Exception) {
    exception.members.reverse();
    for member in &mut exception.members {
        order_members(member);
    }
    if let Some(cause) = &mut exception.cause {
        order_members(cause);
    }
}

fn frame(frame: types::Frame) -> Frame {
    Frame {
        function: frame.function,
        url: frame.url,
        line: (frame.line > 0).then_some(frame.line),
        column: (frame.column > 0).then_some(frame.column),
    }
}
