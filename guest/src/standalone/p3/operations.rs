//! What the script waits for. Where a request has the memory for itself, nothing of that goes on
//! when it is over: nobody is left whom it could tell.

use super::streams;
use crate::event_loop::Cancel;
use crate::standalone::isolation;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

#[derive(Default)]
struct UnderWay {
    last: u64,
    /// What ends each.
    cancels: BTreeMap<u64, Rc<Cancel>>,
}

thread_local! {
    static UNDER_WAY: RefCell<UnderWay> = RefCell::default();
}

/// Goes on with an operation of the script's beside all else.
pub fn spawn_operation(operation: impl Future<Output = ()> + 'static) {
    if !isolation::is_alone() {
        return super::spawn(operation);
    }
    let cancel = Rc::new(Cancel::default());
    let number = UNDER_WAY.with_borrow_mut(|under_way| {
        under_way.last += 1;
        under_way.cancels.insert(under_way.last, Rc::clone(&cancel));
        under_way.last
    });
    super::spawn(async move {
        cancel.or(Box::pin(operation)).await;
        UNDER_WAY.with_borrow_mut(|under_way| under_way.cancels.remove(&number));
    });
}

/// The request is over, but for what was given away.
pub fn end_operations() {
    if isolation::is_alone() {
        for cancel in UNDER_WAY.take().cancels.into_values() {
            cancel.set();
        }
        streams::abort_all("the request is over");
    }
}
