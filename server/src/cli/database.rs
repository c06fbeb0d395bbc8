//! Which database a command works on, and what it may do to it.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, bail};
use clap::Args;
use store::{Migrated, Pool, Schema};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use boxoffice::supervise::supervise;

use crate::{observe::metrics::POSTGRES_RESTARTS, postgres::PrivatePostgres};

/// How often a server looks whether its private database is there.
const LOOK: Duration = Duration::from_secs(1);

/// The longest pause between two tries to start it.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The options of every command.
#[derive(Debug, Clone, Args)]
pub(super) struct DatabaseOptions {
    /// Where the private PostgreSQL lives, for installations without one of their own.
    #[arg(long, env = "FRONTROW_DATA_DIR", default_value = "data", value_name = "DIR")]
    data_dir: PathBuf,

    /// A PostgreSQL server to use instead: postgres://user:password@host/database. Give it several times, or DATABASE_URL with commas,
    /// for a primary and its standbys: the one that takes changes is used, and another one after a failover.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    database_url: Vec<String>,
}

/// What a command may do to the database before it works on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    /// Nothing: the shop is there, and its schema fits this program.
    Use,
    /// Bring the schema of a shop that is there up to date.
    Migrate,
    /// That, and make the data directory if there is none.
    Create,
}

/// An open database whose schema fits this program.
pub(super) struct Database {
    pub(super) pool: Pool,
    pub(super) migrated: Migrated,
    private: Option<Arc<PrivatePostgres>>,
    reviving: Option<Reviving>,
}

/// The task that starts a private database again that died.
struct Reviving {
    task: JoinHandle<()>,
    end: CancellationToken,
}

/// A command found no shop.
#[derive(Debug)]
pub(super) struct NoShop {
    place: String,
    remedy: &'static str,
}

impl fmt::Display for NoShop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no shop in {}\n  try: {}", self.place, self.remedy)
    }
}

impl std::error::Error for NoShop {}

impl DatabaseOptions {
    /// Opens the database of a shop, starting the private one if there is no other. Refuses where there is no shop, and a schema that is
    /// not this program's.
    pub(super) async fn open(&self) -> anyhow::Result<Database> {
        self.open_with(Right::Use).await
    }

    /// Like `open`, and brings the schema up to date.
    pub(super) async fn open_and_migrate(&self) -> anyhow::Result<Database> {
        self.open_with(Right::Migrate).await
    }

    /// Like `open_and_migrate`, and makes the data directory with its database if there is none.
    pub(super) async fn open_or_create(&self) -> anyhow::Result<Database> {
        self.open_with(Right::Create).await
    }

    async fn open_with(&self, right: Right) -> anyhow::Result<Database> {
        let (url, private) = match self.url() {
            Some(url) => (url, None),
            None => {
                if right != Right::Create && !PrivatePostgres::is_in(&self.data_dir) {
                    return Err(self.no_data_directory().into());
                }
                let data_dir = self.data_dir.clone();
                let start = move || PrivatePostgres::start(&data_dir, |line| tracing::info!("{line}"));
                let private = tokio::task::spawn_blocking(start).await??;
                (private.url().to_owned(), Some(private))
            }
        };
        match self.fit(&url, right).await {
            Ok((pool, migrated)) => Ok(Database { pool, migrated, private: private.map(Arc::new), reviving: None }),
            Err(error) => {
                if let Some(private) = private {
                    let _ = private.stop();
                }
                Err(error)
            }
        }
    }

    /// Connects, and sees to it that the schema fits.
    async fn fit(&self, url: &str, right: Right) -> anyhow::Result<(Pool, Migrated)> {
        let pool = store::connect(url).await?;
        if right != Right::Use {
            let migrated = store::migrate(&pool, |line| tracing::info!("{line}")).await;
            return Ok((pool, migrated.context("cannot bring the schema of the database up to date")?));
        }
        match store::schema(&pool).await? {
            Schema::Fits { version } => Ok((pool, Migrated { from: version, to: version })),
            Schema::Older { version } => bail!(
                "the schema of the database is at version {version}, and this program needs version {}\n  try: frontrow migrate{}",
                store::newest_migration(),
                self.options()
            ),
            Schema::Missing => Err(NoShop { place: "the database".to_owned(), remedy: "frontrow migrate creates one there" }.into()),
        }
    }

    /// The data directory with a private database in it, for a command that works on its files.
    pub(super) fn private(&self) -> anyhow::Result<&Path> {
        if self.url().is_some() {
            bail!("DATABASE_URL names your own server: upgrade it as its documentation says, with pg_upgrade or pg_dump");
        }
        if !PrivatePostgres::is_in(&self.data_dir) {
            return Err(self.no_data_directory().into());
        }
        Ok(&self.data_dir)
    }

    /// The addresses of a server of the operator's, with commas in between.
    fn url(&self) -> Option<String> {
        let urls = self.database_url.join(",");
        (!urls.trim().is_empty()).then_some(urls)
    }

    fn no_data_directory(&self) -> NoShop {
        NoShop { place: self.data_dir.display().to_string(), remedy: "frontrow serve creates one; --data-dir names another place" }
    }

    /// The options that lead another command to this database. An address may hold a password: it is not repeated.
    fn options(&self) -> String {
        if self.url().is_some() { String::new() } else { format!(" --data-dir {}", self.data_dir.display()) }
    }
}

impl Database {
    /// Starts the private database again whenever it dies, until `close`.
    pub(super) fn keep_alive(&mut self) {
        let Some(private) = self.private.clone() else { return };
        let end = CancellationToken::new();
        let until = end.clone();
        let task = supervise("postgres", end.clone(), move || revive(private.clone(), until.clone()));
        self.reviving = Some(Reviving { task, end });
    }

    /// Closes the connections, and stops the private database if nobody else uses it.
    pub(super) async fn close(self) -> anyhow::Result<()> {
        if let Some(Reviving { task, end }) = self.reviving {
            end.cancel();
            let _ = task.await;
        }
        // Connections that are still at work are cut when the database stops.
        let _ = tokio::time::timeout(Duration::from_secs(1), self.pool.close()).await;
        if let Some(private) = self.private {
            tokio::task::spawn_blocking(move || private.stop()).await??;
        }
        Ok(())
    }
}

/// Checks every second whether the private database answers, and starts it if it does not. A start that fails is tried again after
/// longer and longer pauses.
async fn revive(private: Arc<PrivatePostgres>, end: CancellationToken) {
    let mut pause = LOOK;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = end.cancelled() => return,
        }
        let postgres = private.clone();
        match tokio::task::spawn_blocking(move || postgres.revive(|line| tracing::warn!("{line}"))).await {
            Ok(Ok(false)) => pause = LOOK,
            Ok(Ok(true)) => {
                metrics::counter!(POSTGRES_RESTARTS).increment(1);
                tracing::warn!("the private PostgreSQL runs again");
                pause = LOOK;
            }
            Ok(Err(error)) => {
                pause = (pause * 2).min(LONGEST_PAUSE);
                tracing::error!(%error, pause_s = pause.as_secs(), "the private PostgreSQL does not start; it is tried again");
            }
            Err(panic) => std::panic::resume_unwind(panic.into_panic()),
        }
    }
}
