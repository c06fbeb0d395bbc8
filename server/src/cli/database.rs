//! The database of a command, and what the command may do to it.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, bail};
use clap::Args;
use store::{MigrationOutcome, Pool, Schema};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use boxoffice::supervise::supervise;

use super::keys_file;
use crate::{observe::metrics::POSTGRES_RESTARTS, postgres::PrivatePostgres};

/// How often a server checks whether its private database is running.
const LOOK: Duration = Duration::from_secs(1);

/// The longest pause between two attempts to start it.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The options of every command.
#[derive(Debug, Clone, Args)]
pub(super) struct DatabaseOptions {
    /// The directory of the private PostgreSQL, for installations without a separate one.
    #[arg(
        long,
        env = "FRONTROW_DATA_DIR",
        default_value = "data",
        value_name = "DIR"
    )]
    data_dir: PathBuf,

    /// A PostgreSQL server to use instead: postgres://user:password@host/database. Give it several
    /// times, or DATABASE_URL with commas, for a primary and its standbys: the server uses the one
    /// that accepts changes, and another one after a failover.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    database_url: Vec<String>,

    /// A file with the keys of the shop, as `frontrow keys file` prints it: they replace those in
    /// the database. Every server needs the same file. A key that it lacks is read from the
    /// database.
    #[arg(long, env = "FRONTROW_KEYS_FILE", value_name = "FILE")]
    keys_file: Option<PathBuf>,
}

/// What a command may do to the database before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    /// Nothing: the shop must exist, and its schema must fit this program.
    Use,
    /// Migrate the schema of an existing shop.
    Migrate,
    /// Migrate, and create the data directory if there is none.
    Create,
}

/// An open database whose schema fits this program.
pub(super) struct OpenDatabase {
    pub(super) pool: Pool,
    pub(super) migrated: MigrationOutcome,
    private: Option<Arc<PrivatePostgres>>,
    reviving: Option<RestartTask>,
}

/// The task that restarts a private database that died.
struct RestartTask {
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
        write!(
            f,
            "there is no shop in {}\n  try: {}",
            self.place, self.remedy
        )
    }
}

impl std::error::Error for NoShop {}

impl DatabaseOptions {
    /// Opens the database of a shop, and starts the private one if there is no other. Refuses if
    /// there is no shop, or its schema is not this program's.
    pub(super) async fn open(&self) -> anyhow::Result<OpenDatabase> {
        self.open_with(Right::Use).await
    }

    /// Like `open`, and migrates the schema.
    pub(super) async fn open_and_migrate(&self) -> anyhow::Result<OpenDatabase> {
        self.open_with(Right::Migrate).await
    }

    /// Like `open_and_migrate`, and creates the data directory with its database if there is none.
    pub(super) async fn open_or_create(&self) -> anyhow::Result<OpenDatabase> {
        self.open_with(Right::Create).await
    }

    async fn open_with(&self, right: Right) -> anyhow::Result<OpenDatabase> {
        let (url, private) = match self.url() {
            Some(url) => (url, None),
            None => {
                if right != Right::Create && !PrivatePostgres::is_in(&self.data_dir) {
                    return Err(self.no_data_directory().into());
                }
                let data_dir = self.data_dir.clone();
                let start =
                    move || PrivatePostgres::start(&data_dir, |line| tracing::info!("{line}"));
                let private = tokio::task::spawn_blocking(start).await??;
                (private.url().to_owned(), Some(private))
            }
        };
        match self.fit(&url, right).await {
            Ok((pool, migrated)) => Ok(OpenDatabase {
                pool,
                migrated,
                private: private.map(Arc::new),
                reviving: None,
            }),
            Err(error) => {
                if let Some(private) = private {
                    let _ = private.stop();
                }
                Err(error)
            }
        }
    }

    /// Connects, and ensures that the schema fits.
    async fn fit(&self, url: &str, right: Right) -> anyhow::Result<(Pool, MigrationOutcome)> {
        let keys = self.keys_file.as_deref().map(keys_file::read).transpose()?;
        let pool = store::connect(url).await?;
        if let Some(keys) = keys {
            pool.use_keys(keys);
        }
        if right != Right::Use {
            let migrated = store::migrate(&pool, |line| tracing::info!("{line}")).await;
            return Ok((
                pool,
                migrated.context("cannot bring the schema of the database up to date")?,
            ));
        }
        match store::schema(&pool).await? {
            Schema::Fits { version } => Ok((
                pool,
                MigrationOutcome {
                    from: version,
                    to: version,
                },
            )),
            Schema::Older { version } => bail!(
                "the schema of the database is at version {version}, and this program needs version {}\n  try: frontrow migrate{}",
                store::newest_migration(),
                self.options()
            ),
            Schema::Missing => Err(NoShop {
                place: "the database".to_owned(),
                remedy: "frontrow migrate creates one there",
            }
            .into()),
        }
    }

    /// The data directory with a private database, for a command that works on its files.
    pub(super) fn private(&self) -> anyhow::Result<&Path> {
        if self.url().is_some() {
            bail!(
                "DATABASE_URL names your own server: upgrade it as its documentation says, with pg_upgrade or pg_dump"
            );
        }
        if !PrivatePostgres::is_in(&self.data_dir) {
            return Err(self.no_data_directory().into());
        }
        Ok(&self.data_dir)
    }

    /// The addresses of the operator's database servers, separated by commas.
    fn url(&self) -> Option<String> {
        let urls = self.database_url.join(",");
        (!urls.trim().is_empty()).then_some(urls)
    }

    fn no_data_directory(&self) -> NoShop {
        NoShop {
            place: self.data_dir.display().to_string(),
            remedy: "frontrow serve creates one; --data-dir names another place",
        }
    }

    /// The options that point another command to this database. An address can contain a password,
    /// so it is not repeated.
    fn options(&self) -> String {
        if self.url().is_some() {
            String::new()
        } else {
            format!(" --data-dir {}", self.data_dir.display())
        }
    }
}

impl OpenDatabase {
    /// Restarts the private database whenever it dies, until `close`.
    pub(super) fn keep_alive(&mut self) {
        let Some(private) = self.private.clone() else {
            return;
        };
        let end = CancellationToken::new();
        let until = end.clone();
        let task = supervise("postgres", end.clone(), move || {
            revive(private.clone(), until.clone())
        });
        self.reviving = Some(RestartTask { task, end });
    }

    /// Closes the connections, and stops the private database if no other process uses it.
    pub(super) async fn close(self) -> anyhow::Result<()> {
        if let Some(RestartTask { task, end }) = self.reviving {
            end.cancel();
            let _ = task.await;
        }
        // Connections that are still busy are cut when the database stops.
        let _ = tokio::time::timeout(Duration::from_secs(1), self.pool.close()).await;
        if let Some(private) = self.private {
            tokio::task::spawn_blocking(move || private.stop()).await??;
        }
        Ok(())
    }
}

/// Checks every second whether the private database answers, and starts it if it does not. After a
/// failed start, the pauses between attempts grow.
async fn revive(private: Arc<PrivatePostgres>, end: CancellationToken) {
    let mut pause = LOOK;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = end.cancelled() => return,
        }
        let postgres = private.clone();
        match tokio::task::spawn_blocking(move || postgres.revive(|line| tracing::warn!("{line}")))
            .await
        {
            Ok(Ok(false)) => pause = LOOK,
            Ok(Ok(true)) => {
                metrics::counter!(POSTGRES_RESTARTS).increment(1);
                tracing::warn!("the private PostgreSQL is running again");
                pause = LOOK;
            }
            Ok(Err(error)) => {
                pause = (pause * 2).min(LONGEST_PAUSE);
                tracing::error!(%error, pause_s = pause.as_secs(), "the private PostgreSQL does not start; will try again");
            }
            Err(panic) => std::panic::resume_unwind(panic.into_panic()),
        }
    }
}
