//! The search server of a command.

use clap::Args;
use store::search::meilisearch::{Meilisearch, SearchServerSettings};

/// The options of commands that search.
#[derive(Debug, Clone, Args)]
pub(super) struct SearchServerArgs {
    /// A Meilisearch server for searching. Without one, or while it does not answer, PostgreSQL
    /// searches.
    #[arg(long, env = "MEILI_URL", value_name = "URL")]
    meili_url: Option<String>,

    /// A key of the Meilisearch server that can search and write the index and its settings.
    /// Preferably set by the environment.
    #[arg(
        long,
        env = "MEILI_API_KEY",
        hide_env_values = true,
        value_name = "KEY"
    )]
    meili_key: Option<String>,

    /// The name of the index. Installations that share a server need different names.
    #[arg(
        long,
        env = "MEILI_INDEX",
        default_value = "frontrow",
        value_name = "NAME"
    )]
    meili_index: String,
}

impl SearchServerArgs {
    /// The server, if its address is given.
    ///
    /// # Errors
    /// If its key cannot be sent.
    pub(super) fn server(self) -> anyhow::Result<Option<Meilisearch>> {
        let Some(url) = self.meili_url.filter(|url| !url.is_empty()) else {
            return Ok(None);
        };
        let key = self.meili_key.filter(|key| !key.is_empty());
        Ok(Some(Meilisearch::new(&SearchServerSettings {
            url,
            key,
            index: self.meili_index,
        })?))
    }
}
