//! The components that one runtime has called.

use super::Server;
use super::instance::{self, Order};
use super::parcel::Parcel;
use crate::handle::Handles;
use crate::host_error::HostError;
use crate::limits::Limits;
use crate::side::Side;
use crate::watch::Watch;
use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::{mpsc, oneshot};

/// The components that one runtime has called.
pub(crate) struct Served {
    watch: Watch,
    limits: Limits,
    side: Arc<Side>,
    lines: Mutex<Vec<(Arc<Server>, Line)>>,
}

/// The way to an instance that is driven beside the runtime's store.
#[derive(Clone)]
struct Line {
    orders: mpsc::UnboundedSender<Order>,
    /// What it has ended with.
    fate: Arc<OnceLock<String>>,
}

impl Served {
    /// For a runtime with these limits, watched as it is.
    pub(crate) fn new(watch: &Watch, limits: Limits, side: &Arc<Side>) -> Self {
        Self { watch: watch.share(), limits, side: Arc::clone(side), lines: Mutex::default() }
    }

    /// Calls a function of a component.
    pub(super) async fn call(
        &self,
        server: &Arc<Server>,
        function: &str,
        arguments: Parcel,
        handles: &Arc<Handles>,
    ) -> Result<Parcel, HostError> {
        let (reply, answer) = oneshot::channel();
        let order = Order { function: function.to_owned(), arguments, handles: Arc::clone(handles), reply };
        let fate = self.send(server, order);
        answer.await.unwrap_or_else(|_gone| {
            let how = fate.get().map_or("the host panicked", String::as_str);
            Err(HostError::new(format!("the component {} ended in {function}: {how}", server.name)))
        })
    }

    /// Sends an order to the component's instance, or to a new one where that has ended; where
    /// its end is told.
    fn send(&self, server: &Arc<Server>, order: Order) -> Arc<OnceLock<String>> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lines.iter().position(|(known, _)| Arc::ptr_eq(known, server));
        let mut order = order;
        if let Some((_, line)) = known.and_then(|known| lines.get(known)) {
            match line.orders.send(order) {
                Ok(()) => return Arc::clone(&line.fate),
                Err(refused) => order = refused.0,
            }
        }
        known.map(|known| lines.swap_remove(known));
        let line = self.start(server);
        let fate = Arc::clone(&line.fate);
        // It has just been started: somebody listens.
        let _sent = line.orders.send(order).is_ok();
        lines.push((Arc::clone(server), line));
        fate
    }

    /// Starts an instance.
    fn start(&self, server: &Arc<Server>) -> Line {
        let (orders, receiver) = mpsc::unbounded_channel();
        let line = Line { orders, fate: Arc::default() };
        let (fate, server) = (Arc::clone(&line.fate), Arc::clone(server));
        let (watch, limits, side) = (self.watch.share(), self.limits, Arc::downgrade(&self.side));
        // It ends with the runtime, or by itself: nobody waits.
        drop(self.side.add(async move {
            let driven = pin!(instance::drive(&server.module, watch, limits, side, receiver, &fate));
            server.engine.inner.ticker.while_polled(driven).await;
        }));
        line
    }
}

impl fmt::Debug for Served {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Served").finish_non_exhaustive()
    }
}
