//! `frontrow reindex`

use std::process::ExitCode;

use clap::Args;

/// The options of `frontrow reindex`.
#[derive(Debug, Args)]
pub(super) struct Reindex {
    /// A Meilisearch server.
    #[arg(long, env = "MEILI_URL", value_name = "URL")]
    meili_url: Option<String>,
}

impl Reindex {
    #[expect(clippy::unused_async, reason = "as every command")]
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.meili_url.filter(|url| !url.is_empty()) {
            Some(_) => {
                anyhow::bail!("this version searches with PostgreSQL only; it does not use a search server yet, so nothing was done")
            }
            None => {
                println!("No search server is configured. PostgreSQL does the searching, and its indexes keep themselves: nothing to do.")
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
