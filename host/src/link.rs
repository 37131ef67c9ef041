//! The host's side of `wit/runtime.wit`: translate and delegate, nothing else.

mod exception;
mod guest;

pub(crate) use exception::exception;
pub(crate) use guest::{Guest, GuestPre};

use crate::console::ConsoleLevel;
use crate::exception::Exception;
use crate::heap::Heap;
use crate::host::{Refusal, finished};
use crate::host_error::HostError;
use crate::host_module::{Body, HostFunction};
use crate::loader::{ModuleRequest, RequestKind, url_like};
use crate::source::{Source, SourceKind};
use crate::store::State;
use crate::stream::{self, ByteReader, ByteWriter, Consumer, Producer, Spliced, Standard, no_such_end};
use crate::watch::Turn;
use bindings::skerry::runtime::{freezing, host, types};
use std::io;
use std::sync::Arc;
use wasmtime::component::{Access, Accessor, HasSelf, Linker, StreamReader};

pub(crate) use freezing::Obstacle;
pub(crate) use types::{Completion, ExceptionLink, Failure, Source as GuestSource};

#[allow(clippy::all, clippy::pedantic, missing_docs, reason = "generated")]
mod bindings {
    wasmtime::component::bindgen!({
        path: "wit",
        world: "runtime",
        imports: {
            "skerry:runtime/host.console-write": trappable,
            "skerry:runtime/host.interrupted": async | trappable,
            "skerry:runtime/host.random-seed": trappable,
            "skerry:runtime/host.call-host": trappable,
            "skerry:runtime/host.call-host-async": trappable,
            "skerry:runtime/host.open-reader": store | trappable,
            "skerry:runtime/host.end-reader": trappable,
            "skerry:runtime/host.cancel-reader": trappable,
            "skerry:runtime/host.open-writer": store | trappable,
            "skerry:runtime/host.close-writer": trappable,
            "skerry:runtime/host.abort-writer": trappable,
            "skerry:runtime/host.splice": trappable,
        },
        exports: { default: async },
    });
}

/// Links everything that the guest imports.
///
/// # Errors
/// When a name is linked twice, a defect.
pub(crate) fn linker(engine: &wasmtime::Engine) -> wasmtime::Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    host::add_to_linker::<_, HasSelf<State>>(&mut linker, |state| state)?;
    freezing::add_to_linker::<_, HasSelf<State>>(&mut linker, |state| state)?;
    Ok(linker)
}

impl types::Host for State {}

impl freezing::Host for State {
    fn memory_part(&mut self, offset: u32, bytes: Vec<u8>) {
        self.take_memory(offset, &bytes);
    }
}

impl host::Host for State {
    fn console_write(&mut self, level: host::ConsoleLevel, text: String) -> wasmtime::Result<()> {
        self.console_write(level.into(), &text);
        self.watch.held_up()
    }

    fn console_colors(&mut self, level: host::ConsoleLevel) -> bool {
        self.console.colors(level.into())
    }

    fn monotonic_now(&mut self) -> u64 {
        u64::try_from(self.clock.now().as_nanos()).unwrap_or(u64::MAX)
    }

    fn performance_now(&mut self) -> u64 {
        u64::try_from(self.clock.performance_now().as_nanos()).unwrap_or(u64::MAX)
    }

    fn wall_now(&mut self) -> u64 {
        u64::try_from(self.clock.wall().as_nanos()).unwrap_or(u64::MAX)
    }

    fn time_origin(&mut self) -> u64 {
        u64::try_from(self.clock.origin().as_nanos()).unwrap_or(u64::MAX)
    }

    fn random_seed(&mut self) -> wasmtime::Result<(u64, u64, u64, u64)> {
        Ok((self.random.next()?, self.random.next()?, self.random.next()?, self.random.next()?))
    }

    fn timer_limit(&mut self) -> u32 {
        self.limits.timers
    }

    fn stack_limit(&mut self) -> u32 {
        u32::try_from(self.limits.stack).unwrap_or(u32::MAX)
    }

    fn handle_limit(&mut self) -> u32 {
        self.limits.handles
    }

    async fn interrupted(&mut self) -> wasmtime::Result<u32> {
        let turn = self.watch.ask()?;
        if turn == Turn::Others {
            tokio::task::yield_now().await;
        }
        let number = self.watch.chased().map_or(1, |chased| chased.number());
        Ok(if turn == Turn::End { 0 } else { number })
    }

    fn arguments(&mut self) -> Vec<String> {
        self.arguments.clone()
    }

    fn environment(&mut self) -> Vec<(String, String)> {
        self.capabilities.environment.clone()
    }

    fn host_module(&mut self, name: String) -> Option<host::HostFunctions> {
        let (id, functions) = self.host().module(&name)?;
        let function = |function: &HostFunction| host::HostFunction {
            name: function.name.clone(),
            is_async: matches!(function.body, Body::Async(_)),
        };
        Some(host::HostFunctions { id, functions: functions.iter().map(function).collect() })
    }

    fn call_host(
        &mut self,
        module: u32,
        function: u32,
        arguments: Vec<u8>,
    ) -> wasmtime::Result<Result<Vec<u8>, host::HostFailure>> {
        let given = self.call_host_function(module, function, &arguments)?;
        self.watch.held_up()?;
        Ok(given.map_err(|error| self.host().refusal(error).into()))
    }

    fn take_standard_stream(&mut self, which: host::StandardStream) -> Option<u32> {
        let which = match which {
            host::StandardStream::Input => Standard::Input,
            host::StandardStream::Output => Standard::Output,
            host::StandardStream::Error => Standard::Error,
        };
        self.streams.give(which, &self.handles.ends, &self.output)
    }

    fn new_pipe(&mut self) -> Result<(u32, u32), host::HostFailure> {
        self.handles.ends.add_pipe().map_err(|message| self.host().refusal(HostError::type_error(message)).into())
    }

    fn end_reader(&mut self, reader: u32) -> wasmtime::Result<Option<host::HostFailure>> {
        let (_, failure) = self.handles.ends.remove::<ByteReader>(reader).ok_or_else(|| no_such_end(reader))?;
        Ok(failure.map(|failure| self.stream_failure(failure)))
    }

    fn cancel_reader(&mut self, reader: u32, reason: types::Exception) -> wasmtime::Result<()> {
        let (end, _) = self.handles.ends.remove::<ByteReader>(reader).ok_or_else(|| no_such_end(reader))?;
        end.cancel(stream::cancelled(self.exception(reason)));
        Ok(())
    }

    fn abort_writer(&mut self, writer: u32, reason: types::Exception) -> wasmtime::Result<()> {
        let (end, _) = self.handles.ends.remove::<ByteWriter>(writer).ok_or_else(|| no_such_end(writer))?;
        end.fail(stream::errored(self.exception(reason)));
        Ok(())
    }

    fn report_fault(&mut self, message: String) {
        self.fault.get_or_insert(message);
    }
}

impl State {
    fn stream_failure(&mut self, error: io::Error) -> host::HostFailure {
        self.host().refusal(stream::host_error(error)).into()
    }

    fn exception(&mut self, links: types::Exception) -> Box<Exception> {
        exception(links, |id| self.host.as_ref()?.error(id)).unwrap_or_default()
    }
}

impl host::HostWithStore<State> for HasSelf<State> {
    fn open_reader(mut access: Access<'_, State, Self>, reader: u32) -> wasmtime::Result<StreamReader<u8>> {
        let producer = Producer::numbered(reader, &access.get().handles)?;
        StreamReader::new(&mut access, producer)
    }

    fn open_writer(mut access: Access<'_, State, Self>, writer: u32, bytes: StreamReader<u8>) -> wasmtime::Result<()> {
        let consumer = Consumer::numbered(writer, &access.get().handles)?;
        bytes.pipe(&mut access, consumer)
    }

    async fn close_writer(
        accessor: &Accessor<State, Self>,
        writer: u32,
    ) -> wasmtime::Result<Result<(), host::HostFailure>> {
        let handles = accessor.with(|mut access| Arc::clone(&access.get().handles));
        let closed = stream::close(&handles.ends, writer).await?;
        Ok(closed.map_err(|error| accessor.with(|mut access| access.get().stream_failure(error))))
    }

    async fn splice(accessor: &Accessor<State, Self>, reader: u32, writer: u32) -> wasmtime::Result<host::SpliceEnd> {
        let (handles, watch) = accessor.with(|mut access| {
            let state = access.get();
            (Arc::clone(&state.handles), state.watch.share())
        });
        let spliced = stream::splice(&handles.ends, &watch, reader, writer).await?;
        Ok(accessor.with(|mut access| match spliced {
            Spliced::Done => host::SpliceEnd::Done,
            Spliced::ReaderFailed(error) => host::SpliceEnd::ReaderFailed(access.get().stream_failure(error)),
            Spliced::WriterFailed(error) => host::SpliceEnd::WriterFailed(access.get().stream_failure(error)),
        }))
    }

    async fn sleep_until(accessor: &Accessor<State, Self>, deadline: u64) {
        let wait = accessor.with(|mut access| access.get().wait_until(std::time::Duration::from_nanos(deadline)));
        wait.await;
    }

    async fn call_host_async(
        accessor: &Accessor<State, Self>,
        module: u32,
        function: u32,
        arguments: Vec<u8>,
    ) -> wasmtime::Result<Result<Vec<u8>, host::HostFailure>> {
        let (given, _under_way) =
            accessor.with(|mut access| access.get().start_host_function(module, function, arguments));
        let name = || accessor.with(|mut access| access.get().host().name(module, function));
        let given = finished(name, given?).await?;
        accessor.with(|mut access| {
            let state = access.get();
            let given = state.counted(given);
            Ok(given.map_err(|error| state.host().refusal(error).into()))
        })
    }

    async fn attended(accessor: &Accessor<State, Self>) {
        let enough = accessor.with(|mut access| Arc::clone(&access.get().enough));
        enough.notified().await;
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
            state.amounts.add_module().map(|()| Arc::clone(&state.loader))
        });
        match loader.map_err(refused)?.load(&url).await {
            Ok(Some(source)) => accessor.with(|mut access| {
                let state = access.get();
                state.amounts.add_source(source.text.len()).map_err(refused)?;
                state.sources.remember(&source.url, &source.text);
                Ok(Source::from(source).into())
            }),
            Ok(None) => Err(host::LoadError { message: format!("cannot load '{url}'"), hint: None }),
            Err(error) => Err(load_error(&error)),
        }
    }
}

impl From<Refusal> for host::HostFailure {
    fn from(refusal: Refusal) -> Self {
        Self { name: refusal.name, message: refusal.message, properties: refusal.properties, id: refusal.id }
    }
}

impl From<types::Heap> for Heap {
    fn from(heap: types::Heap) -> Self {
        Self { objects: heap.objects, bytes: heap.bytes, handles: heap.handles }
    }
}

fn refused(error: HostError) -> host::LoadError {
    host::LoadError { message: error.message, hint: None }
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
