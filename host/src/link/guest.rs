//! A guest's functions, each looked at when it is first called: most runtimes call one or two.

use super::{Completion, Failure, GuestSource, Obstacle};
use crate::store::State;
use std::sync::OnceLock;
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
        #[derive(Clone, Copy)]
        struct Exports { $($function: ComponentExportIndex),* }

        impl Exports {
            fn of(pre: &InstancePre<State>) -> Result<Self> {
                let component = pre.component();
                Ok(Self { $($function: component.get_export_index(None, $name).ok_or_else(|| missing($name))?),* })
            }
        }

        /// The guest of one store.
        pub(crate) struct Guest { $(pub(crate) $function: Function<$parameters, $results>),* }

        impl Guest {
            fn new(instance: Instance, exports: Exports) -> Self {
                Self { $($function: Function::new(instance, exports.$function)),* }
            }

            /// Looks at all of its functions.
            ///
            /// # Errors
            /// When one has other parameters or results than the world's.
            pub(crate) fn check(&self, store: &mut Store<State>) -> Result<()> {
                $(self.$function.typed(&mut *store)?;)*
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
    settle, "settle": (Handle,) => Answer<Vec<u8>>;
    run_until_idle, "run-until-idle": () => Answer<i32>;
    attend, "attend": () => Answer<()>;
    compile, "compile": (GuestSource,) => Answer<Vec<u8>>;
    eval_program, "eval-program": (Vec<u8>, Completion) => Answer<Vec<u8>>;
    release, "release": (Vec<Handle>,) => ();
    collect, "collect": () => (Heap,);
}

fn missing(name: &str) -> wasmtime::Error {
    wasmtime::Error::msg(format!("no function '{name}' is exported"))
}

/// A guest, linked and ready to be instantiated.
pub(crate) struct GuestPre {
    pre: InstancePre<State>,
    exports: Exports,
}

impl GuestPre {
    /// # Errors
    /// When the component lacks a function.
    pub(crate) fn new(pre: InstancePre<State>) -> Result<Self> {
        let exports = Exports::of(&pre)?;
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
        Ok(Guest::new(self.pre.instantiate_async(store).await?, self.exports))
    }
}

/// One function of a guest.
pub(crate) struct Function<P, R> {
    instance: Instance,
    index: ComponentExportIndex,
    typed: OnceLock<TypedFunc<P, R>>,
}

impl<P: ComponentNamedList + Lower, R: ComponentNamedList + Lift> Function<P, R> {
    fn new(instance: Instance, index: ComponentExportIndex) -> Self {
        Self { instance, index, typed: OnceLock::new() }
    }

    /// Calls it beside others.
    ///
    /// # Errors
    /// When the guest traps.
    pub(crate) async fn call(&self, accessor: &Accessor<State>, parameters: P) -> Result<R>
    where
        P: Send + Sync + 'static,
        R: Send + Sync + 'static,
    {
        let typed = match self.typed.get() {
            Some(typed) => *typed,
            None => accessor.with(|access| self.typed(access))?,
        };
        typed.call_concurrent(accessor, parameters).await
    }

    /// Calls it alone in its store.
    ///
    /// # Errors
    /// When the guest traps.
    pub(crate) async fn call_alone(&self, store: &mut Store<State>, parameters: P) -> Result<R>
    where
        P: Send + Sync + 'static,
        R: Send + Sync + 'static,
    {
        self.typed(&mut *store)?.call_async(store, parameters).await
    }

    fn typed(&self, store: impl AsContextMut) -> Result<TypedFunc<P, R>> {
        if let Some(typed) = self.typed.get() {
            return Ok(*typed);
        }
        let typed = self.instance.get_typed_func(store, self.index)?;
        Ok(*self.typed.get_or_init(|| typed))
    }
}
