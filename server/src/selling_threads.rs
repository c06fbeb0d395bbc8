//! Threads that only sell.
//!
//! In an on-sale, tens of thousands of pages and streams queue for the server's other threads. A
//! payment waits four times: for its account, twice for its desk, and for the provider. If each
//! step queued behind all the pages, a payment would take seconds, and connections would be idle
//! meanwhile. On separate threads, each step runs almost at once.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};

/// The number of threads. Two are enough: they mostly wait for the database, and their computations
/// take microseconds.
const THREADS: usize = 2;

/// The threads. They end with this value, which drops the tasks on them.
#[derive(Debug)]
pub(crate) struct SellingThreads {
    runtime: Option<Runtime>,
    handle: Handle,
}

impl SellingThreads {
    /// Starts the threads.
    pub fn start() -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(THREADS)
            .thread_name("selling")
            .enable_all()
            .build()?;
        Ok(Self {
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
        })
    }

    /// The runtime's handle.
    pub fn handle(&self) -> &Handle {
        &self.handle
    }
}

impl Drop for SellingThreads {
    fn drop(&mut self) {
        // An async task must not block to wait for threads to end.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
