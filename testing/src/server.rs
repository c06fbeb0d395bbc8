//! A server that can be killed.

use std::future::Future;

use boxoffice::{BoxOffice, Settings};
use tokio::{runtime::Runtime, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::TestDatabase;

/// A box office with a separate runtime for its tasks and connections, as a server has a process.
/// When it is killed, it stops like a process after `kill -9`: between any two steps, without
/// telling the database.
#[derive(Debug)]
pub struct Server {
    runtime: Option<Runtime>,
    office: BoxOffice,
    /// The database user of its connections, which identifies them.
    user: String,
}

impl Server {
    /// Starts a box office on this database. It runs no cleanup, so time passes only when a test
    /// moves it.
    ///
    /// # Panics
    /// If it does not open.
    pub async fn start(database: &TestDatabase) -> Self {
        Self::start_with(database, Settings::default()).await
    }

    /// Starts a box office with these settings, but without cleanup, and on a database that need
    /// not be durable.
    ///
    /// # Panics
    /// If it does not open.
    pub async fn start_with(database: &TestDatabase, settings: Settings) -> Self {
        let (user, url) = database.new_user().await;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime for the server");
        let office = runtime
            .spawn(async move {
                let pool = store::connect(&url).await.expect("the database answers");
                let settings = Settings {
                    sweep: false,
                    prune: false,
                    pack_plans: false,
                    allow_undurable: true,
                    ..settings
                };
                BoxOffice::start(pool, settings, CancellationToken::new())
                    .await
                    .expect("the box office opens")
            })
            .await
            .expect("the server starts");
        Self {
            runtime: Some(runtime),
            office,
            user,
        }
    }

    /// Runs a call in the server. The result is an error if the server is killed before the call
    /// ends.
    ///
    /// # Panics
    /// Never: a server has its runtime until it is killed, and killing consumes it.
    pub fn call<T, F>(&self, call: impl FnOnce(BoxOffice) -> F) -> JoinHandle<T>
    where
        F: Future<Output = T> + Send + 'static,
        T: Send + 'static,
    {
        self.runtime
            .as_ref()
            .expect("a server that lives has a runtime")
            .spawn(call(self.office.clone()))
    }

    /// Its box office, for calls that need not end with the server.
    #[must_use]
    pub fn office(&self) -> &BoxOffice {
        &self.office
    }

    /// Kills it: its work stops anywhere, and its connections break. The database may still do what
    /// it was asked before, so this waits until it has finished.
    ///
    /// # Panics
    /// If the database does not finish within half a minute.
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
