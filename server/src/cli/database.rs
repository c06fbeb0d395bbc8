//! Which database a command works on.

use std::{path::PathBuf, time::Duration};

use anyhow::Context;
use clap::Args;
use store::Pool;

use crate::postgres::PrivatePostgres;

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

/// An open, migrated database.
pub(super) struct Database {
    pub(super) pool: Pool,
    private: Option<PrivatePostgres>,
}

impl DatabaseOptions {
    /// Opens the database, starting the private one if there is no other, and brings its schema up to date.
    pub(super) async fn open(&self) -> anyhow::Result<Database> {
        let urls = self.database_url.join(",");
        let (url, private) = match urls.trim() {
            given if !given.is_empty() => (given.to_owned(), None),
            _ => {
                let data_dir = self.data_dir.clone();
                let start = move || PrivatePostgres::start(&data_dir, |line| tracing::info!("{line}"));
                let private = tokio::task::spawn_blocking(start).await??;
                (private.url().to_owned(), Some(private))
            }
        };
        match connect(&url).await {
            Ok(pool) => Ok(Database { pool, private }),
            Err(error) => {
                if let Some(private) = private {
                    let _ = private.stop();
                }
                Err(error)
            }
        }
    }
}

async fn connect(url: &str) -> anyhow::Result<Pool> {
    let pool = store::connect(url).await?;
    store::migrate(&pool).await.context("cannot bring the database's schema up to date")?;
    Ok(pool)
}

impl Database {
    /// Closes the connections, and stops the private database if nobody else uses it.
    pub(super) async fn close(self) -> anyhow::Result<()> {
        // Connections that are still at work are cut when the database stops.
        let _ = tokio::time::timeout(Duration::from_secs(1), self.pool.close()).await;
        if let Some(private) = self.private {
            tokio::task::spawn_blocking(move || private.stop()).await??;
        }
        Ok(())
    }
}
