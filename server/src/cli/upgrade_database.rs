//! `frontrow upgrade-database`

use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;

use super::database::DatabaseOptions;
use crate::postgres::{Upgrade, UpgradeOutcome};

/// The options of `frontrow upgrade-database`.
#[derive(Debug, Args)]
pub(super) struct UpgradeDatabase {
    #[command(flatten)]
    database: DatabaseOptions,
}

impl UpgradeDatabase {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let data_dir = self.database.private()?.to_owned();
        // A schema of an older program might not survive a dump and restore.
        self.database.open().await?.close().await?;
        let copy = move || Upgrade::copy(&data_dir, |line| say_aside!("{line}"));
        let Some(upgrade) = tokio::task::spawn_blocking(copy).await?? else {
            say!("The database already runs on the newest PostgreSQL on this machine.");
            return Ok(ExitCode::SUCCESS);
        };
        let (old, new) = upgrade.urls();
        if let Err(error) = same(&old, &new).await {
            let stopped = tokio::task::spawn_blocking(move || upgrade.give_up()).await?;
            stopped
                .context("the copy is incomplete, and one of the two databases does not stop")?;
            return Err(error.context("the copy is incomplete; the shop is unchanged"));
        }
        let UpgradeOutcome {
            from,
            to,
            old_files,
        } = tokio::task::spawn_blocking(move || upgrade.finish()).await??;
        say!("The shop is on PostgreSQL {to} now.");
        say!(
            "The files of PostgreSQL {from} are in {}. Remove them once `frontrow fsck` has found nothing.",
            old_files.display()
        );
        Ok(ExitCode::SUCCESS)
    }
}

/// Compares the number of rows of every table, and updates the planner's statistics of the new
/// ones.
async fn same(old: &str, new: &str) -> anyhow::Result<()> {
    let (old, new) = (store::connect(old).await?, store::connect(new).await?);
    let (before, after) = (
        store::whole::row_counts(&old).await?,
        store::whole::row_counts(&new).await?,
    );
    store::whole::analyze(&new).await?;
    old.close().await;
    new.close().await;
    for (table, rows) in &before {
        let copied = after.get(table).copied().unwrap_or_default();
        if copied != *rows {
            bail!("the table {table} has {rows} rows, and {copied} in the copy");
        }
    }
    Ok(())
}
