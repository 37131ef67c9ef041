//! One JavaScript world: QuickJS's runtime and context with every built-in.

use crate::event_loop::EventLoop;
use crate::rejections::Rejections;
use crate::{builtins, convert, modules, system, web};
use rquickjs::{CatchResultExt, Context, Ctx, Runtime};
use std::cell::OnceCell;
use std::rc::Rc;

/// Bytes of shadow stack, as linked (see `build.rs`).
const SHADOW_STACK: usize = parse(env!("SKERRY_SHADOW_STACK"));

/// What QuickJS leaves free of it: its check runs at the entry of a call, the
/// deepest C function between two checks and our own frames need the rest.
const STACK_RESERVE: usize = 96 * 1024;

/// A JavaScript world. All of its state hangs on the QuickJS context, so that
/// any number of realms can exist side by side.
pub struct Realm {
    context: Context,
    runtime: Runtime,
}

impl Realm {
    /// A realm with every built-in installed.
    ///
    /// # Errors
    /// When QuickJS runs out of memory or a built-in throws.
    pub fn new() -> Result<Self, String> {
        let runtime = Runtime::new().map_err(|error| error.to_string())?;
        runtime.set_max_stack_size(SHADOW_STACK.saturating_sub(STACK_RESERVE));
        let context = Context::full(&runtime).map_err(|error| error.to_string())?;
        let realm = Self { context, runtime };
        realm.with(|ctx| install(ctx).catch(ctx).map_err(|caught| caught.to_string()))?;
        realm.runtime.set_host_promise_rejection_tracker(Some(Rejections::tracker()));
        realm.runtime.set_loader(modules::HostResolver, modules::HostLoader);
        realm.runtime.set_interrupt_handler(Some(Box::new(system::interrupted)));
        Ok(realm)
    }

    /// Works in the realm's context.
    pub fn with<R>(&self, work: impl for<'js> FnOnce(&Ctx<'js>) -> R) -> R {
        self.context.with(|ctx| work(&ctx))
    }

    /// Collects garbage.
    pub fn collect(&self) {
        self.runtime.run_gc();
    }
}

fn install(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
    EventLoop::install(ctx)?;
    Rejections::install(ctx)?;
    convert::install(ctx)?;
    modules::install(ctx)?;
    web::install(ctx)?;
    builtins::seal(ctx)
}

impl Drop for Realm {
    /// Lets go of every JavaScript value that Rust holds; QuickJS would abort
    /// otherwise. The component never drops its realm.
    fn drop(&mut self) {
        self.with(|ctx| {
            EventLoop::of(ctx).clear();
            Rejections::of(ctx).clear();
            modules::clear(ctx);
        });
    }
}

thread_local! {
    /// The component's one realm; it lies in that runtime's own linear memory.
    static CURRENT: OnceCell<Rc<Realm>> = const { OnceCell::new() };
}

/// Builds the realm that the image is frozen with.
///
/// # Panics
/// When a built-in does not evaluate: a defect that freezing finds.
pub fn freeze() {
    let realm = current();
    realm.collect();
}

/// The component's realm, built at the first call where no image holds it.
///
/// # Panics
/// When a built-in does not evaluate.
pub fn current() -> Rc<Realm> {
    CURRENT.with(|current| {
        let build = || Rc::new(Realm::new().expect("the built-ins evaluate"));
        Rc::clone(current.get_or_init(build))
    })
}

const fn parse(digits: &str) -> usize {
    let bytes = digits.as_bytes();
    let (mut value, mut at) = (0, 0);
    while at < bytes.len() {
        value = value * 10 + (bytes[at] - b'0') as usize;
        at += 1;
    }
    value
}
