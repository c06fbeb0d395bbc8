//! Threads for selling alone.
//!
//! In an on-sale, tens of thousands of pages and streams queue for the server's other threads. A payment steps through a dozen short waits
//! for the database, a desk through two for each batch; were each step queued behind all the pages, seconds would come of it, and
//! connections would lie idle meanwhile. Here the operating system gives a step its turn within a moment.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};

/// How many. They mostly wait for the database; what they work at takes microseconds.
const THREADS: usize = 2;

/// The threads. They end with this value: what still runs on them then is dropped where it waits.
#[derive(Debug)]
pub(crate) struct SellingThreads {
    runtime: Option<Runtime>,
    handle: Handle,
}

impl SellingThreads {
    /// Starts them.
    pub fn start() -> io::Result<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(THREADS).thread_name("selling").enable_all().build()?;
        Ok(Self { handle: runtime.handle().clone(), runtime: Some(runtime) })
    }

    /// Where to have work done.
    pub fn handle(&self) -> &Handle {
        &self.handle
    }
}

impl Drop for SellingThreads {
    fn drop(&mut self) {
        // Waiting for threads to end is not for a task to do.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
