//! The versions of the site, and the requests that wait for the next one.

use std::{
    sync::{Arc, RwLock},
    time::Duration,
};

use tokio::sync::watch;

use crate::Site;

/// The site as it is now. Readers never wait for a rebuild: they get the version that is whole.
pub struct Live {
    site: RwLock<(u64, Arc<dyn Site>)>,
    version: watch::Sender<u64>,
}

impl std::fmt::Debug for Live {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Live").field("version", &self.version()).finish_non_exhaustive()
    }
}

impl Live {
    /// The first version.
    pub fn new(site: Arc<dyn Site>) -> Self {
        Self { site: RwLock::new((1, site)), version: watch::Sender::new(1) }
    }

    /// The site and the number of its version, which belong together.
    pub fn site(&self) -> (u64, Arc<dyn Site>) {
        let now = self.site.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        (now.0, Arc::clone(&now.1))
    }

    /// The number of the version, counted from 1.
    pub fn version(&self) -> u64 {
        *self.version.borrow()
    }

    /// Replaces the site and wakes whoever waits.
    pub fn publish(&self, site: Arc<dyn Site>) {
        let mut now = self.site.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *now = (now.0 + 1, site);
        self.version.send_replace(now.0);
    }

    /// Waits until the version is another than `seen`, at most `patience`; gives the version then.
    pub async fn after(&self, seen: u64, patience: Duration) -> u64 {
        let mut versions = self.version.subscribe();
        let _ = tokio::time::timeout(patience, versions.wait_for(|v| *v != seen)).await;
        self.version()
    }
}
