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
        let Some(server) = self.search_server.server()? else {
            println!(
                "No search server is named (MEILI_URL). PostgreSQL does the searching, and its indexes keep themselves: nothing to do."
            );
            return Ok(ExitCode::SUCCESS);
        };
        let database = self.database.open().await?;
        let mut shown = Shown::new();
        let built = server.reindex(&database.pool, &mut |done, total| shown.at("events", done, total)).await;
        shown.finish();
        database.close().await?;
        println!("{} events are in the new index, which has taken the place of the old one.", built?);
        Ok(ExitCode::SUCCESS)
    }
}
