//! `frontrow demo`

use std::process::ExitCode;

use clap::Args;
use time::OffsetDateTime;

use super::{database::DatabaseOptions, import::explained, progress::Shown};

/// The options of `frontrow demo`.
#[derive(Debug, Args)]
pub(super) struct Demo {
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Demo {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.database.open().await?;
        let mut shown = Shown::new();
        let loaded = demo::load(&database.pool, OffsetDateTime::now_utc().date(), &mut |progress| {
            shown.at(&progress.step, progress.done, progress.total)
        })
        .await;
        shown.finish();
        database.close().await?;
        let loaded = loaded.map_err(|error| explained(error, "the demo season"))?;
        println!("{loaded}");
        Ok(ExitCode::SUCCESS)
    }
}
