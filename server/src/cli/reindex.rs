//! `frontrow reindex`

use std::process::ExitCode;

use clap::Args;

use super::{
    counted::counted, database::DatabaseOptions, progress::ProgressLine,
    search_server::SearchServerArgs,
};

/// The options of `frontrow reindex`.
#[derive(Debug, Args)]
pub(super) struct Reindex {
    #[command(flatten)]
    search_server: SearchServerArgs,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Reindex {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let server = self.search_server.server()?;
        let database = self.database.open().await?;
        let mut shown = ProgressLine::new();
        let looked_at = store::search::refresh(&database.pool, &mut |done, total| {
            shown.at("documents", done, total)
        })
        .await;
        shown.finish();
        say!(
            "What is searched of {} is up to date.",
            counted(looked_at?, "event", "events")
        );
        let Some(server) = server else {
            database.close().await?;
            say!(
                "No search server is named (MEILI_URL): PostgreSQL does the searching, and its indexes keep themselves."
            );
            return Ok(ExitCode::SUCCESS);
        };
        let mut shown = ProgressLine::new();
        let built = server
            .reindex(&database.pool, &mut |done, total| {
                shown.at("events", done, total)
            })
            .await;
        shown.finish();
        database.close().await?;
        say!(
            "{} in the new index, which has taken the place of the old one.",
            counted(built?, "event is", "events are")
        );
        Ok(ExitCode::SUCCESS)
    }
}
