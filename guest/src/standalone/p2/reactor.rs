//! What futures wait for, where nothing but WASI 0.2 is there: pollables.

use super::bindings::wasi::io::poll::{Pollable, poll};
use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// What futures have waited for since they were last polled. Each belongs to its future:
    /// a stream must not go before what waits for it.
    static WAITING: RefCell<Vec<Weak<Pollable>>> = const { RefCell::new(Vec::new()) };
    /// Futures that go on beside the main one.
    static TASKS: RefCell<Vec<Task>> = const { RefCell::new(Vec::new()) };
}

/// Whether a future was woken by another one.
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Drives a future, and those that were spawned, until it is done; none where nothing is left
/// that could wake it.
pub fn block_on<T>(main: impl Future<Output = T>) -> Option<T> {
    let woken = Arc::new(Woken(AtomicBool::new(false)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut context = Context::from_waker(&waker);
    let mut main = pin!(main);
    loop {
        woken.0.store(false, Ordering::Relaxed);
        if let Poll::Ready(output) = main.as_mut().poll(&mut context) {
            return Some(output);
        }
        poll_tasks(&mut context);
        let waiting: Vec<Rc<Pollable>> = WAITING.take().iter().filter_map(Weak::upgrade).collect();
        if woken.0.load(Ordering::Relaxed) {
            continue;
        }
        if waiting.is_empty() {
            return None;
        }
        let waiting: Vec<&Pollable> = waiting.iter().map(|pollable| &**pollable).collect();
        poll(&waiting);
    }
}

/// Polls each task once; one that is done wakes the main future, which may look at what it did.
fn poll_tasks(context: &mut Context<'_>) {
    // Tasks may spawn others meanwhile.
    let mut tasks = TASKS.take();
    let before = tasks.len();
    tasks.retain_mut(|task| task.as_mut().poll(context).is_pending());
    let is_new = TASKS.with_borrow_mut(|spawned| {
        let is_new = !spawned.is_empty();
        tasks.append(spawned);
        *spawned = tasks;
        is_new
    });
    if is_new || TASKS.with_borrow(Vec::len) < before {
        context.waker().wake_by_ref();
    }
}

/// Drops what goes on beside, and all that it waits for.
#[cfg(feature = "http-p2")]
pub fn let_go() {
    drop(TASKS.take());
    drop(WAITING.take());
}

/// Goes on with this beside the future under way.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    TASKS.with_borrow_mut(|tasks| tasks.push(Box::pin(task)));
}

/// Lets all else go on first.
pub async fn give_way() {
    let mut is_over = false;
    poll_fn(|context| {
        if std::mem::replace(&mut is_over, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Waits until a pollable is ready.
pub async fn ready(pollable: Pollable) {
    let pollable = Rc::new(pollable);
    poll_fn(|_| {
        if pollable.ready() {
            return Poll::Ready(());
        }
        WAITING.with_borrow_mut(|waiting| waiting.push(Rc::downgrade(&pollable)));
        Poll::Pending
    })
    .await;
}
