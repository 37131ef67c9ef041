//! What a call does: one export of the guest, and what it gives.

use crate::handle::Handle;
use crate::handler::Request;
use crate::heap::Heap;
use crate::link::{Completion, Failure, Guest};
use crate::source::Source;
use crate::store::State;
use std::fmt;
use wasmtime::component::Accessor;

/// What a call does.
#[derive(Debug)]
pub(crate) enum Work {
    Eval(Source, Completion),
    Load(Source),
    Import(String),
    Call {
        target: u32,
        name: Option<String>,
        arguments: Vec<u8>,
        /// What they name; let go of when the guest has it.
        held: Vec<Handle>,
    },
    Settle(u32),
    /// Hands a request to the handler.
    Fetch(Request),
    HandlesFetch,
    RunUntilIdle,
    /// Evaluates, shows the value, then drives the loop to its end.
    Run(Source, Option<Show>),
    Outline(Source),
    Compile(Source),
    Collect,
}

/// Is given the completion value as the console would show it.
pub(crate) struct Show(pub(crate) Box<dyn FnOnce(&str) + Send>);

impl fmt::Debug for Show {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Show")
    }
}

/// What a call has given.
#[derive(Debug)]
pub(crate) enum Output {
    Bytes(Vec<u8>),
    Handle(u32),
    Code(i32),
    Flag(bool),
    Nothing,
    Heap(Heap),
}

/// A trap, or what the guest answered.
pub(crate) type Answer<T> = wasmtime::Result<Result<T, Failure>>;

impl Work {
    /// The name that traces show.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Eval(..) => "eval",
            Self::Load(_) => "load",
            Self::Import(_) => "import",
            Self::Call { .. } => "call",
            Self::Settle(_) => "settle",
            Self::Fetch(_) => "fetch",
            Self::HandlesFetch => "handles_fetch",
            Self::RunUntilIdle => "run_until_idle",
            Self::Run(..) => "run",
            Self::Outline(_) => "outline",
            Self::Compile(_) => "compile",
            Self::Collect => "collect",
        }
    }

    /// Calls the guest.
    pub(crate) async fn perform(self, guest: &Guest, accessor: &Accessor<State>) -> Answer<Output> {
        release(guest, accessor).await?;
        Ok(match self {
            Self::Eval(source, completion) => eval(guest, accessor, source, completion).await?.map(Output::Bytes),
            Self::Load(source) => {
                guest.load_module().call(accessor, (remembered(accessor, source),)).await?.0.map(Output::Handle)
            }
            Self::Import(specifier) => guest.import_entry().call(accessor, (specifier,)).await?.0.map(Output::Handle),
            Self::Call { target, name, arguments, held } => {
                let answer = guest.call().call(accessor, (target, name, arguments)).await?.0.map(Output::Bytes);
                drop(held);
                answer
            }
            Self::Settle(promise) => guest.settle().call(accessor, (promise,)).await?.0.map(Output::Bytes),
            Self::Fetch(request) => request.perform(guest, accessor).await?.map(|()| Output::Nothing),
            Self::HandlesFetch => guest.handles_fetch().call(accessor, ()).await?.0.map(Output::Flag),
            Self::RunUntilIdle => guest.run_until_idle().call(accessor, ()).await?.0.map(Output::Code),
            Self::Run(source, show) => match run(guest, accessor, source, show).await? {
                Ok(()) => guest.run_until_idle().call(accessor, ()).await?.0.map(Output::Code),
                Err(failure) => Err(failure),
            },
            Self::Outline(source) => {
                guest.outline().call(accessor, (remembered(accessor, source),)).await?.0.map(Output::Bytes)
            }
            Self::Compile(source) => {
                guest.compile().call(accessor, (remembered(accessor, source),)).await?.0.map(Output::Bytes)
            }
            Self::Collect => Ok(Output::Heap(guest.collect().call(accessor, ()).await?.0.into())),
        })
    }
}

async fn run(guest: &Guest, accessor: &Accessor<State>, source: Source, show: Option<Show>) -> Answer<()> {
    let completion = if show.is_some() { Completion::Text } else { Completion::None };
    let text = eval(guest, accessor, source, completion).await?;
    Ok(text.map(|text| {
        if let Some(Show(show)) = show {
            show(&String::from_utf8_lossy(&text));
        }
    }))
}

async fn eval(
    guest: &Guest,
    accessor: &Accessor<State>,
    mut source: Source,
    completion: Completion,
) -> Answer<Vec<u8>> {
    if let Some(program) = source.program {
        return Ok(guest.eval_program().call(accessor, (program.code.to_vec(), completion)).await?.0);
    }
    let before = std::mem::take(&mut source.before);
    let sources = before.into_iter().chain([source]).map(|source| remembered(accessor, source)).collect();
    Ok(guest.eval().call(accessor, (sources, completion)).await?.0)
}

/// Lets go of the handles that were dropped since the last call.
async fn release(guest: &Guest, accessor: &Accessor<State>) -> wasmtime::Result<()> {
    let dropped = accessor.with(|mut access| access.get().handles.take_dropped());
    if dropped.is_empty() { Ok(()) } else { guest.release().call(accessor, (dropped,)).await }
}

/// Keeps the text for code frames.
fn remembered(accessor: &Accessor<State>, source: Source) -> crate::link::GuestSource {
    accessor.with(|mut access| {
        let state = access.get();
        state.modules += 1;
        state.sources.remember(&source.url, &source.text);
    });
    source.into()
}
