//! A server that can be killed.

use std::future::Future;

use boxoffice::{BoxOffice, Settings};
use tokio::{runtime::Runtime, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::TestDatabase;

/// A box office whose tasks and connections live in a runtime of their own, as those of a server live in its process. Killed, it ends
/// as a process does on `kill -9`: between two steps of whatever it was at, without a word to the database.
#[derive(Debug)]
pub struct Server {
    runtime: Option<Runtime>,
    office: BoxOffice,
    /// As whom it is connected, which tells its connections from others'.
    user: String,
}

impl Server {
    /// Starts one on this database. It runs no cleanup, so that time passes only when a test says so.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn start(database: &TestDatabase) -> Self {
        Self::start_with(database, Settings::default()).await
    }

    /// Starts one with these settings, but without cleanup, and on a database that need not be durable.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn start_with(database: &TestDatabase, settings: Settings) -> Self {
        let (user, url) = database.new_user().await;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime for the server");
        let office = runtime
            .spawn(async move {
                let pool = store::connect(&url).await.expect("the database answers");
                let settings = Settings { sweep: false, prune: false, pack_plans: false, allow_undurable: true, ..settings };
                BoxOffice::start(pool, settings, CancellationToken::new()).await.expect("the box office opens")
            })
            .await
            .expect("the server starts");
        Self { runtime: Some(runtime), office, user }
    }

    /// Has the server do something. The answer is an error when the server is killed before it has one.
    ///
    /// # Panics
    /// Never: a server has its runtime until it is killed, and a killed one cannot be asked.
    pub fn call<T, F>(&self, call: impl FnOnce(BoxOffice) -> F) -> JoinHandle<T>
    where
        F: Future<Output = T> + Send + 'static,
        T: Send + 'static,
    {
        self.runtime.as_ref().expect("a server that lives has a runtime").spawn(call(self.office.clone()))
    }

    /// Its box office, for questions that need not end with the server.
    #[must_use]
    pub fn office(&self) -> &BoxOffice {
        &self.office
    }

    /// Kills it: whatever it was doing ends where it is, and its connections break off. What the database had been asked before that,
    /// it may still do: this waits until it is done with it.
    ///
    /// # Panics
    /// When the database is not done with it within half a minute.
    pub async fn kill(self, database: &TestDatabase) {
        let user = self.user.clone();
        drop(self);
        database.bury(&user).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
