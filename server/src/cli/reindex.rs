//! `frontrow reindex`

use std::process::ExitCode;

use clap::Args;

use super::{database::DatabaseOptions, progress::Shown, search_server::SearchServer};

/// The options of `frontrow reindex`.
#[derive(Debug, Args)]
pub(super) struct Reindex {
    #[command(flatten)]
    search_server: SearchServer,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Reindex {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let server = self.search_server.server()?;
        let database = self.database.open().await?;
        let mut shown = Shown::new();
        let looked_at = store::search::refresh(&database.pool, &mut |done, total| shown.at("documents", done, total)).await;
        shown.finish();
        println!("What is searched of {} events is up to date.", looked_at?);
        let Some(server) = server else {
            database.close().await?;
            println!("No search server is named (MEILI_URL): PostgreSQL does the searching, and its indexes keep themselves.");
            return Ok(ExitCode::SUCCESS);
        };
        let mut shown = Shown::new();
        let built = server.reindex(&database.pool, &mut |done, total| shown.at("events", done, total)).await;
        shown.finish();
        database.close().await?;
        println!("{} events are in the new index, which has taken the place of the old one.", built?);
        Ok(ExitCode::SUCCESS)
    }
}
