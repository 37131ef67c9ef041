//! The component's exports and imports: translate and delegate, nothing else.
#![allow(unsafe_code, reason = "wit-bindgen's generated lifting and lowering")]

use crate::exception::{Exception, Relation};
use crate::failure::Failure;
use crate::handles::Handles;
use crate::source::{Completion, Source, SourceKind};
use crate::{call, eval, freezing, handler, program, realm};

pub mod system;

mod bindings {
    #![allow(missing_docs, clippy::all, reason = "generated")]
    wit_bindgen::generate!({
        path: "../wit",
        world: "runtime",
        // The module loader of QuickJS is synchronous: the guest waits on its
        // fiber while the host loads.
        async: ["-import:skerry:runtime/host@0.1.0#resolve", "-import:skerry:runtime/host@0.1.0#load"],
    });
}

use bindings::skerry::runtime::freezing::{Obstacle, memory_part};
use bindings::skerry::runtime::{host, types};

struct Component;

bindings::export!(Component with_types_in bindings);

impl bindings::Guest for Component {
    fn init() {
        std::panic::set_hook(Box::new(|info| host::report_fault(&info.to_string())));
        realm::freeze();
    }

    async fn freeze(sources: Vec<types::Source>) -> Result<(), Obstacle> {
        let sources = sources.into_iter().map(Into::into);
        freezing::freeze(&realm::current(), sources).await.map_err(|obstacle| match obstacle {
            freezing::Obstacle::Failed(failure) => Obstacle::Failed(failure.into()),
            freezing::Obstacle::Pending(what) => Obstacle::Pending(what),
        })
    }

    fn hand_over() -> u32 {
        freezing::memory::hand_over(memory_part)
    }

    async fn eval(sources: Vec<types::Source>, completion: types::Completion) -> Result<Vec<u8>, types::Failure> {
        eval::eval(&realm::current(), sources.into_iter().map(Into::into).collect(), completion.into())
            .await
            .map_err(Into::into)
    }

    async fn load_module(source: types::Source) -> Result<u32, types::Failure> {
        eval::load_module(&realm::current(), source.into()).await.map_err(Into::into)
    }

    async fn import_entry(specifier: String) -> Result<u32, types::Failure> {
        eval::import_entry(&realm::current(), &specifier).await.map_err(Into::into)
    }

    async fn call(target: u32, name: Option<String>, arguments: Vec<u8>) -> Result<Vec<u8>, types::Failure> {
        call::call(&realm::current(), target, name.as_deref(), &arguments).await.map_err(Into::into)
    }

    async fn fetch(request: Vec<u8>) -> Result<Vec<u8>, types::Failure> {
        handler::fetch(&realm::current(), &request).await.map_err(Into::into)
    }

    async fn handles_fetch() -> Result<bool, types::Failure> {
        handler::handles_fetch(&realm::current()).map_err(Into::into)
    }

    async fn settle(promise: u32) -> Result<Vec<u8>, types::Failure> {
        call::settle(&realm::current(), promise).await.map_err(Into::into)
    }

    async fn run_until_idle() -> Result<i32, types::Failure> {
        eval::run_until_idle(&realm::current()).await.map_err(Into::into)
    }

    async fn attend() -> Result<(), types::Failure> {
        eval::attend(&realm::current()).await.map_err(Into::into)
    }

    async fn outline(source: types::Source) -> Result<Vec<u8>, types::Failure> {
        program::outline(&realm::current(), &source.into()).map_err(Into::into)
    }

    async fn compile(source: types::Source) -> Result<Vec<u8>, types::Failure> {
        program::compile(&realm::current(), &source.into()).map_err(Into::into)
    }

    async fn eval_program(program: Vec<u8>, completion: types::Completion) -> Result<Vec<u8>, types::Failure> {
        program::eval(&realm::current(), &program, completion.into()).await.map_err(Into::into)
    }

    async fn release(handles: Vec<u32>) {
        realm::current().with_data(|ctx| Handles::of(ctx).release(&handles));
    }

    async fn collect() -> types::Heap {
        let heap = realm::current().collect();
        types::Heap { objects: heap.objects, bytes: heap.bytes, handles: heap.handles }
    }
}

impl From<types::Source> for Source {
    fn from(source: types::Source) -> Self {
        let kind = match source.kind {
            types::SourceKind::Auto => SourceKind::Auto,
            types::SourceKind::Script => SourceKind::Script,
            types::SourceKind::Module => SourceKind::Module,
            types::SourceKind::CommonJs => SourceKind::CommonJs,
            types::SourceKind::Json => SourceKind::Json,
        };
        Self { url: source.url, kind, text: source.text }
    }
}

impl From<types::Completion> for Completion {
    fn from(completion: types::Completion) -> Self {
        match completion {
            types::Completion::None => Self::None,
            types::Completion::Value => Self::Value,
            types::Completion::Text => Self::Text,
        }
    }
}

impl From<Failure> for types::Failure {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Exception(exception) => Self::Exception(links(exception)),
            Failure::UnhandledRejection(exception) => Self::UnhandledRejection(links(exception)),
            Failure::Interrupted(exception) => Self::Interrupted(links(exception)),
            Failure::Stalled => Self::Stalled,
            Failure::Exited(code) => Self::Exited(code),
            Failure::Convert(reason) => Self::Convert(reason),
        }
    }
}

fn links(exception: Exception) -> types::Exception {
    let link = |link: crate::exception::Link| types::ExceptionLink {
        relation: match link.relation {
            Relation::Root => types::Relation::Root,
            Relation::Cause => types::Relation::Cause,
            Relation::Member => types::Relation::Member,
        },
        parent: link.parent,
        name: link.name,
        message: link.message,
        frames: link
            .frames
            .into_iter()
            .map(|frame| types::Frame {
                function: frame.function,
                url: frame.url,
                line: frame.line,
                column: frame.column,
            })
            .collect(),
        hint: link.hint,
        host_error: link.host_error,
    };
    exception.links.into_iter().map(link).collect()
}
