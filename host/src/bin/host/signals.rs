//! Ctrl-c, and what process managers send.

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Asks to end.
pub struct Signals {
    #[cfg(unix)]
    signals: Vec<Signal>,
}

impl Signals {
    /// Listens from here on.
    pub fn ctrl_c() -> Self {
        Self {
            #[cfg(unix)]
            signals: signal(SignalKind::interrupt()).into_iter().collect(),
        }
    }

    /// Listens from here on, also to what process managers send.
    #[cfg(feature = "serve")]
    pub fn ends() -> Self {
        #[cfg_attr(not(unix), expect(unused_mut, reason = "there is nothing else to hear"))]
        let mut heard = Self::ctrl_c();
        #[cfg(unix)]
        heard.signals.extend(signal(SignalKind::terminate()));
        heard
    }

    /// The next one; for ever where the system has none.
    pub async fn next(&mut self) {
        #[cfg(unix)]
        std::future::poll_fn(|context| {
            let heard = self.signals.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
            if heard { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
