//! `frontrow demo`

use std::process::ExitCode;

use clap::Args;
use store::import::Progress;
use time::OffsetDateTime;

use super::{database::DatabaseOptions, import::explained, progress::Shown};

/// The options of `frontrow demo`.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Make so many small, plausible events in real towns besides: to try the shop at that size.
    #[arg(long, env = "FRONTROW_DEMO_EVENTS", default_value_t = 0, value_name = "N")]
    events: usize,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Demo {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.database.open_or_create().await?;
        let mut shown = Shown::new();
        let today = OffsetDateTime::now_utc().date();
        let mut tell = |progress: Progress| shown.at(&progress.step, progress.done, progress.total);
        let mut loaded = demo::load(&database.pool, today, &mut tell).await.map(|season| season.to_string());
        if self.events > 0
            && let Ok(season) = &mut loaded
        {
            let more = demo::load_many(&database.pool, today, self.events, &mut tell).await;
            loaded = more.map(|added| format!("{season}\n{added} of {} events more are new", self.events));
        }
        shown.finish();
        database.close().await?;
        let loaded = loaded.map_err(|error| explained(error, "the demo season"))?;
        println!("{loaded}");
        Ok(ExitCode::SUCCESS)
    }
}
