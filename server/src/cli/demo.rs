//! `frontrow demo`

use std::process::ExitCode;

use clap::Args;
use store::import::Progress;
use time::OffsetDateTime;

use super::{
    counted::counted, database::DatabaseOptions, event, import::explained, operator::operator,
    progress::ProgressLine,
};

/// The options of `frontrow demo`.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Make this number of small, plausible events in real towns as well, to try the shop at that
    /// size.
    #[arg(
        long,
        env = "FRONTROW_DEMO_EVENTS",
        default_value_t = 0,
        value_name = "N"
    )]
    events: usize,
    /// Open no waiting room. Otherwise a line forms at one event, whose sale opens ten minutes
    /// later.
    #[arg(long, env = "FRONTROW_DEMO_NO_LINE")]
    no_line: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Demo {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.database.open_or_create().await?;
        let mut shown = ProgressLine::new();
        let today = OffsetDateTime::now_utc().date();
        let mut tell = |progress: Progress| shown.at(&progress.step, progress.done, progress.total);
        let mut loaded = demo::load(&database.pool, today, &mut tell)
            .await
            .map(|season| season.to_string());
        if self.events > 0
            && let Ok(season) = &mut loaded
        {
            let more = demo::load_many(&database.pool, today, self.events, &mut tell).await;
            let of = counted(self.events, "event more is", "events more are");
            loaded = more.map(|added| format!("{season}\n{added} of {of} new"));
        }
        shown.finish();
        // Opens the line last, so that the ten minutes begin when everything else is loaded.
        let line = match &loaded {
            Ok(_) if !self.no_line => {
                Some(demo::open_line(&database.pool, today, &operator()).await)
            }
            _ => None,
        };
        database.close().await?;
        let loaded = loaded.map_err(|error| explained(error, "the demo season"))?;
        say!("{loaded}");
        if let Some(line) = line {
            say!("{}", line.map_err(event::explained)?);
        }
        Ok(ExitCode::SUCCESS)
    }
}
