//! Serves a site from memory and reloads the browser when its sources change.
//!
//! - [`Site`]: what is served, whatever makes it; nothing here knows of curricula.
//! - [`http`]: answers to requests: the site's bytes, ranges, validators, and who may ask at all.
//! - [`live`]: the versions of the site, and the requests that wait for the next one.
//! - [`watch`]: file events, gathered into one set of changed paths.
//!
//! **Listens on loopback only, answers GET and HEAD only, sends no header that lets another site read the answers,
//! and writes nothing.**

mod http;
mod live;
mod watch;

use std::{
    collections::BTreeSet,
    io,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};

pub use live::Live;

/// A site at one moment.
pub trait Site: Send + Sync + 'static {
    /// The file at a relative path, made now. `None` where the site has none.
    fn file(&self, path: &str) -> Option<Vec<u8>>;
    /// The problems to lay over the page, as HTML; empty when all is well.
    fn problems(&self) -> String;
}

/// A server that has its port but does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: std::net::TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes `port` on loopback, or when it is taken one of the next nine, or any (`0` asks for any at once).
    ///
    /// # Errors
    /// When loopback has no port to give.
    pub fn bind(port: u16) -> io::Result<Self> {
        let tries = (port..=port.saturating_add(if port == 0 { 0 } else { 9 })).chain([0]);
        let mut last = None;
        for port in tries {
            match std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
                Ok(listener) => {
                    let address = listener.local_addr()?;
                    return Ok(Self { listener, address });
                }
                Err(e) => last = Some(e),
            }
        }
        Err(last.unwrap_or_else(|| io::Error::other("no port")))
    }

    /// Where a browser finds the site.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves until the process ends. `rebuild` is called, on a thread of its own, with the paths that changed below
    /// `watched`; it gives the new site, or nothing to keep the one that is.
    ///
    /// # Errors
    /// When the folder can't be watched or the listener fails.
    pub fn run(
        self,
        first: Arc<dyn Site>,
        watched: &Path,
        ignored: Vec<PathBuf>,
        mut rebuild: impl FnMut(&BTreeSet<PathBuf>) -> Option<Arc<dyn Site>> + Send + 'static,
    ) -> io::Result<()> {
        let live = Arc::new(Live::new(first));
        let changed = Arc::clone(&live);
        // Held for as long as the server runs: dropping it ends the watch.
        let _watch = watch::start(watched, ignored, move |paths| {
            if let Some(site) = rebuild(&paths) {
                changed.publish(site);
            }
        })?;
        self.listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            axum::serve(listener, http::router(live, self.address)).await
        })
    }
}
