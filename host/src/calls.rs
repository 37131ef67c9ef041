//! Several calls of one runtime at a time.

use crate::call::Finish;
use crate::error::{Error, Result};
use crate::function::Function;
use crate::handle::Handles;
use crate::link::{Completion, Failure, Guest};
use crate::module::Module;
use crate::promise::Promise;
use crate::source::Source;
use crate::store::State;
use crate::value::Arguments;
use crate::work::{Answer, Output, Work};
use crate::{drive, finish, value};
use serde::de::DeserializeOwned;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use wasmtime::component::{Accessor, AccessorTask};

/// Makes calls in a runtime, any number at a time; what
/// [`Runtime::concurrent`](crate::Runtime::concurrent) gives its closure.
///
/// A clone makes calls in the same runtime. A call that is made when the
/// runtime runs none waits for the next one.
#[derive(Clone, Debug)]
pub struct Calls {
    commands: mpsc::UnboundedSender<Command>,
    handles: Arc<Handles>,
}

/// A call, on its way to the driver at the root of the store.
#[derive(Debug)]
pub(crate) struct Command {
    work: Work,
    reply: oneshot::Sender<Result<Output>>,
}

/// Where a store's driver takes commands from.
pub(crate) type Commands = mpsc::UnboundedReceiver<Command>;

impl Calls {
    pub(crate) fn new(handles: Arc<Handles>) -> (Self, Commands) {
        let (commands, receiver) = mpsc::unbounded_channel();
        (Self { commands, handles }, receiver)
    }

    /// As [`Runtime::eval`](crate::Runtime::eval).
    ///
    /// # Errors
    /// As there.
    pub async fn eval<T: DeserializeOwned>(&self, source: impl Into<Source>) -> Result<T> {
        self.make(Ok(Work::Eval(source.into(), Completion::Value)), finish::value).await
    }

    /// As [`Runtime::call`](crate::Runtime::call).
    ///
    /// # Errors
    /// As there.
    pub async fn call<T: DeserializeOwned>(&self, module: &Module, name: &str, arguments: impl Arguments) -> Result<T> {
        self.make(export(module, name, arguments, &self.handles), finish::value).await
    }

    /// As [`Runtime::call_function`](crate::Runtime::call_function).
    ///
    /// # Errors
    /// As there.
    pub async fn call_function<T: DeserializeOwned>(
        &self,
        function: &Function,
        arguments: impl Arguments,
    ) -> Result<T> {
        self.make(function_call(function, arguments, &self.handles), finish::value).await
    }

    /// As [`Runtime::settle`](crate::Runtime::settle).
    ///
    /// # Errors
    /// As there.
    pub async fn settle<T: DeserializeOwned>(&self, promise: &Promise) -> Result<T> {
        self.make(promise.0.id_in(&self.handles).map(Work::Settle), finish::value).await
    }

    async fn make<T>(&self, work: Result<Work>, finish: Finish<T>) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let gone = || Error::Poisoned("it is gone, and its calls with it".to_owned());
        self.commands.send(Command { work: work?, reply }).map_err(|_| gone())?;
        finish(answer.await.map_err(|_| gone())??, &self.handles)
    }
}

/// The call of a module's export.
pub(crate) fn export(module: &Module, name: &str, arguments: impl Arguments, handles: &Arc<Handles>) -> Result<Work> {
    let target = module.0.id_in(handles)?;
    let (arguments, held) = value::arguments_to_cbor(&arguments, handles)?;
    Ok(Work::Call { target, name: Some(name.to_owned()), arguments, held })
}

/// The call of a function by handle.
pub(crate) fn function_call(function: &Function, arguments: impl Arguments, handles: &Arc<Handles>) -> Result<Work> {
    let target = function.0.id_in(handles)?;
    let (arguments, held) = value::arguments_to_cbor(&arguments, handles)?;
    Ok(Work::Call { target, name: None, arguments, held })
}

/// Runs `main` and starts what arrives meanwhile.
///
/// # Errors
/// When a call cannot be started in the store.
pub(crate) async fn attend<R>(
    guest: &Arc<Guest>,
    accessor: &Accessor<State>,
    commands: &mut Commands,
    mut main: Pin<&mut impl Future<Output = R>>,
) -> wasmtime::Result<R> {
    loop {
        tokio::select! {
            biased;
            result = &mut main => return Ok(result),
            Some(command) = commands.recv() => {
                accessor.spawn(Started { guest: Arc::clone(guest), command })?;
            }
        }
    }
}

/// Runs `main` beside the guest's event loop.
pub(crate) async fn beside_the_loop<R>(
    guest: &Guest,
    accessor: &Accessor<State>,
    main: impl Future<Output = R>,
) -> Answer<R> {
    let enough = accessor.with(|mut access| {
        let state = access.get();
        state.enough = Arc::default();
        Arc::clone(&state.enough)
    });
    let mut attended = pin!(guest.attend().call(accessor, ()));
    let mut main = pin!(unless_stopped(accessor, main));
    tokio::select! {
        biased;
        result = &mut main => {
            enough.notify_one();
            // What failed there comes after the end.
            let (_ended,) = attended.await?;
            result
        }
        ended = &mut attended => match ended?.0 {
            Ok(()) => main.await,
            Err(failure) => Ok(Err(failure)),
        },
    }
}

/// Runs `main` until it ends, or somebody stops the runtime and `main` does not
/// take notice of it.
async fn unless_stopped<R>(accessor: &Accessor<State>, main: impl Future<Output = R>) -> Answer<R> {
    let stopped = accessor.with(|mut access| access.get().wait_until(Duration::MAX));
    let ignored = async {
        stopped.await;
        tokio::time::sleep(NOTICE).await;
    };
    tokio::select! {
        result = main => Ok(Ok(result)),
        () = ignored => Ok(Err(Failure::Interrupted(Vec::new()))),
    }
}

/// Time for the embedder's own code to end, once its calls have ended with an
/// error.
const NOTICE: Duration = Duration::from_millis(50);

struct Started {
    guest: Arc<Guest>,
    command: Command,
}

impl AccessorTask<State> for Started {
    async fn run(self, accessor: &Accessor<State>) -> wasmtime::Result<()> {
        let Command { work, reply } = self.command;
        let answer = work.perform(&self.guest, accessor).await?;
        let answer = answer.map_err(|failure| accessor.with(|mut access| drive::failed(access.get(), failure)));
        // Nobody waits for it any more: that is the caller's choice.
        let _heard = reply.send(answer).is_ok();
        Ok(())
    }
}
