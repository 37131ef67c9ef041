//! One JavaScript world: QuickJS's runtime and context with every built-in.

#[cfg(target_arch = "wasm32")]
use crate::deep_stack;
use crate::event_loop::EventLoop;
use crate::freezing::Freezing;
use crate::handles::Handles;
use crate::rejections::Rejections;
use crate::uncaught::Uncaught;
use crate::{builtins, convert, engine, modules, rehearsal, system, web};
use rquickjs::{CatchResultExt, Context, Ctx, Runtime};
use std::cell::OnceCell;
use std::rc::Rc;

/// Bytes of stack that QuickJS uses while the realm is built: the linked stack
/// of the component, or of a native test's thread, less a reserve.
const BUILD_STACK: usize = if cfg!(target_arch = "wasm32") { 96 * 1024 } else { 512 * 1024 };

/// Bytes of free heap in the image.
const HEAP_SLACK: usize = 128 * 1024;

/// Sizes of holes in the heap, in bytes.
#[cfg(target_arch = "wasm32")]
const LARGEST_HOLE: usize = 16 * 1024;
#[cfg(target_arch = "wasm32")]
const SMALLEST_HOLE: usize = 8;
/// Bytes that a script may allocate before the first collection, as in QuickJS.
const FIRST_COLLECTION: usize = 256 * 1024;

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
        runtime.set_max_stack_size(BUILD_STACK);
        let context = Context::full(&runtime).map_err(|error| error.to_string())?;
        let realm = Self { context, runtime };
        realm.with(|ctx| install(ctx).catch(ctx).map_err(|caught| caught.to_string()))?;
        realm.runtime.set_host_promise_rejection_tracker(Some(Rejections::tracker()));
        realm.runtime.set_loader(modules::HostResolver, modules::HostLoader);
        let clock = realm.with_data(|ctx| Rc::clone(&EventLoop::of(ctx).clock));
        realm.runtime.set_interrupt_handler(Some(Box::new(move || {
            clock.forget();
            system::interrupted()
        })));
        Ok(realm)
    }

    /// Works in the realm's context, on the deep stack where there is one.
    pub fn with<R>(&self, work: impl for<'js> FnOnce(&Ctx<'js>) -> R) -> R {
        let work = || {
            self.context.with(|ctx| {
                #[cfg(target_arch = "wasm32")]
                if let Some(bytes) = deep_stack::limit() {
                    engine::set_stack_size(&ctx, bytes);
                }
                engine::update_stack_top(&ctx);
                work(&ctx)
            })
        };
        #[cfg(target_arch = "wasm32")]
        return deep_stack::run(work);
        #[cfg(not(target_arch = "wasm32"))]
        work()
    }

    /// Looks at what hangs on the context; no script runs, so it stays on the
    /// stack where it is.
    pub fn with_data<R>(&self, work: impl for<'js> FnOnce(&Ctx<'js>) -> R) -> R {
        self.context.with(|ctx| work(&ctx))
    }

    fn heap_bytes(&self) -> usize {
        usize::try_from(self.runtime.memory_usage().malloc_size).unwrap_or(0)
    }

    /// Brings the heap into the state that runtimes are to start with.
    pub fn rest(&self) {
        self.collect();
        // QuickJS collects when its heap has grown by half since it last did; said
        // here, or the first allocation of each runtime would walk the whole image.
        self.runtime.set_gc_threshold(self.heap_bytes() * 3 / 2 + FIRST_COLLECTION);
        #[cfg(target_arch = "wasm32")]
        {
            self.with_data(engine::keep_shapes);
            self.with_data(engine::keep_image);
            #[cfg(feature = "standalone")]
            crate::standalone::wipe_free_heap();
            self.with_data(engine::rest_heap);
            fill_holes();
            self.with_data(engine::first_arenas);
        }
        #[cfg(not(target_arch = "wasm32"))]
        drop(slack());
    }

    /// Collects garbage and counts what is left.
    pub fn collect(&self) -> Heap {
        self.runtime.run_gc();
        let usage = self.runtime.memory_usage();
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        let handles = self.with_data(|ctx| Handles::of(ctx).len()) as u64;
        Heap { objects: count(usage.obj_count), bytes: count(usage.malloc_size), handles }
    }
}

/// Free heap, once it is dropped. Whoever takes it while the image is frozen gets
/// what lies in front of the deep stack: what a short script allocates comes
/// from there, and these pages are resident in the slots that start fast.
pub fn slack() -> Vec<u8> {
    std::hint::black_box(Vec::with_capacity(HEAP_SLACK))
}

/// Takes the holes in the heap for good, so that what a runtime allocates lies
/// in the slack, together, and not on a page of its own each.
#[cfg(target_arch = "wasm32")]
fn fill_holes() {
    let slack = slack();
    let end = slack.as_ptr().addr();
    drop(slack);
    // The allocator splits a hole of another size only where nothing else is left.
    for size in (SMALLEST_HOLE..=LARGEST_HOLE).rev().step_by(SMALLEST_HOLE) {
        loop {
            let hole = std::hint::black_box(Vec::<u8>::with_capacity(size));
            if hole.as_ptr().addr() >= end {
                break;
            }
            std::mem::forget(hole);
        }
    }
}

/// What lives after a collection.
#[derive(Clone, Copy, Debug)]
pub struct Heap {
    /// JavaScript objects.
    pub objects: u64,
    /// Bytes that QuickJS has allocated.
    pub bytes: u64,
    /// Handles that the host holds.
    pub handles: u64,
}

fn install(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
    EventLoop::install(ctx)?;
    Handles::install(ctx)?;
    Rejections::install(ctx)?;
    Uncaught::install(ctx)?;
    Freezing::install(ctx)?;
    convert::install(ctx)?;
    modules::install(ctx)?;
    web::install(ctx)?;
    rehearsal::install(ctx)?;
    builtins::seal(ctx)
}

impl Drop for Realm {
    /// Lets go of every JavaScript value that Rust holds; QuickJS would abort
    /// otherwise. The component never drops its realm.
    fn drop(&mut self) {
        self.with(|ctx| {
            EventLoop::of(ctx).clear();
            Handles::of(ctx).clear();
            Rejections::of(ctx).clear();
            Uncaught::of(ctx).clear();
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
    rehearsal::run(&realm).expect("built-ins do what scripts do most");
    realm.rest();
    #[cfg(target_arch = "wasm32")]
    {
        deep_stack::reserve();
        realm.runtime.set_max_stack_size(deep_stack::USABLE);
    }
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
