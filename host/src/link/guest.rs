//! A guest's functions. What one takes and gives is compared with the world's when it is first
//! called, by any runtime: in the next one it is the same.
#![allow(unsafe_code, reason = "types that were compared are not compared again in each runtime")]

use super::{Completion, Failure, GuestSource, Obstacle};
use crate::store::State;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use wasmtime::component::{
    Accessor, ComponentExportIndex, ComponentNamedList, Instance, InstancePre, Lift, Lower, TypedFunc,
};
use wasmtime::{AsContextMut, Engine, Result, Store};

type Handle = super::types::Handle;
type Heap = super::types::Heap;
/// What a call gives, or why it gives nothing.
type Answer<T> = (std::result::Result<T, Failure>,);
type Frozen = (std::result::Result<(), Obstacle>,);

/// The functions of a world: their names, what they take, what they give.
macro_rules! functions {
    ($($function:ident, $name:literal: $parameters:ty => $results:ty;)*) => {
        /// Where a component has them.
        struct Exports { $($function: Export),* }

        impl Exports {
            fn of(pre: &InstancePre<State>) -> Result<Self> {
                let component = pre.component();
                let index = |name| component.get_export_index(None, name).ok_or_else(|| missing(name));
                Ok(Self { $($function: Export { index: index($name)?, is_checked: AtomicBool::new(false) }),* })
            }
        }

        impl Guest {
            $(pub(crate) fn $function(&self) -> Function<'_, $parameters, $results> {
                Function { instance: self.instance, export: &self.exports.$function, types: PhantomData }
            })*

            /// Looks at all of its functions.
            ///
            /// # Errors
            /// When one has other parameters or results than the world's.
            pub(crate) fn check(&self, store: &mut Store<State>) -> Result<()> {
                $(self.$function().typed(&mut *store)?;)*
                Ok(())
            }
        }
    };
}

// The exports of wit/runtime.wit.
functions! {
    init, "init": () => ();
    freeze, "freeze": (Vec<GuestSource>,) => Frozen;
    hand_over, "hand-over": () => (u32,);
    eval, "eval": (Vec<GuestSource>, Completion) => Answer<Vec<u8>>;
    load_module, "load-module": (GuestSource,) => Answer<Handle>;
    import_entry, "import-entry": (String,) => Answer<Handle>;
    call, "call": (Handle, Option<String>, Vec<u8>) => Answer<Vec<u8>>;
    fetch, "fetch": (Vec<u8>,) => Answer<Vec<u8>>;
    handles_fetch, "handles-fetch": () => Answer<bool>;
    settle, "settle": (Handle,) => Answer<Vec<u8>>;
    run_until_idle, "run-until-idle": () => Answer<i32>;
    attend, "attend": () => Answer<()>;
    outline, "outline": (GuestSource,) => Answer<Vec<u8>>;
    compile, "compile": (GuestSource,) => Answer<Vec<u8>>;
    eval_program, "eval-program": (Vec<u8>, Completion) => Answer<Vec<u8>>;
    release, "release": (Vec<Handle>,) => ();
    collect, "collect": () => (Heap,);
}

fn missing(name: &str) -> wasmtime::Error {
    wasmtime::Error::msg(format!("no function '{name}' is exported"))
}

/// A function that a component exports.
struct Export {
    index: ComponentExportIndex,
    /// Whether it has the parameters and the results of the world's.
    is_checked: AtomicBool,
}

/// A guest, linked and ready to be instantiated.
pub(crate) struct GuestPre {
    pre: InstancePre<State>,
    exports: Arc<Exports>,
}

/// The guest of one store.
#[derive(Clone)]
pub(crate) struct Guest {
    instance: Instance,
    exports: Arc<Exports>,
}

impl GuestPre {
    /// # Errors
    /// When the component lacks a function.
    pub(crate) fn new(pre: InstancePre<State>) -> Result<Self> {
        let exports = Arc::new(Exports::of(&pre)?);
        Ok(Self { pre, exports })
    }

    pub(crate) fn engine(&self) -> &Engine {
        self.pre.engine()
    }

    pub(crate) fn component(&self) -> &wasmtime::component::Component {
        self.pre.component()
    }

    /// # Errors
    /// When the store has no room for it, or its start function traps.
    pub(crate) async fn instantiate(&self, store: &mut Store<State>) -> Result<Guest> {
        Ok(Guest { instance: self.pre.instantiate_async(store).await?, exports: Arc::clone(&self.exports) })
    }
}

/// One function of a guest, of these types: [`functions`] alone makes it.
pub(crate) struct Function<'a, P, R> {
    instance: Instance,
    export: &'a Export,
    types: PhantomData<fn(P) -> R>,
}

impl<P: ComponentNamedList + Lower, R: ComponentNamedList + Lift> Function<'_, P, R> {
    /// Calls it beside others.
    ///
    /// # Errors
    /// When the guest traps.
    pub(crate) async fn call(self, accessor: &Accessor<State>, parameters: P) -> Result<R>
    where
        P: Send + Sync + 'static,
        R: Send + Sync + 'static,
    {
        let typed = accessor.with(|access| self.typed(access))?;
        typed.call_concurrent(accessor, parameters).await
    }

    /// Calls it alone in its store.
    ///
    /// # Errors
    /// When the guest traps.
    pub(crate) async fn call_alone(self, store: &mut Store<State>, parameters: P) -> Result<R>
    where
        P: Send + Sync + 'static,
        R: Send + Sync + 'static,
    {
        self.typed(&mut *store)?.call_async(store, parameters).await
    }

    fn typed(&self, mut store: impl AsContextMut) -> Result<TypedFunc<P, R>> {
        let function = self.instance.get_func(&mut store, self.export.index);
        let function = function.ok_or_else(|| wasmtime::Error::msg("an export of the guest is no function"))?;
        if self.export.is_checked.load(Ordering::Relaxed) {
            // SAFETY: this export of this component has been seen to have these types; the
            // instance is of the component that the export is of, else there is no function.
            return Ok(unsafe { TypedFunc::new_unchecked(function) });
        }
        let typed = function.typed(&store)?;
        self.export.is_checked.store(true, Ordering::Relaxed);
        Ok(typed)
    }
}
