//! Which search server a command works with.

use clap::Args;
use store::search::meilisearch::{Meilisearch, Settings};

/// The options of commands that search.
#[derive(Debug, Clone, Args)]
pub(super) struct SearchServer {
    /// A Meilisearch server that does the searching. Without one, or while it does not answer, PostgreSQL does.
    #[arg(long, env = "MEILI_URL", value_name = "URL")]
    meili_url: Option<String>,

    /// A key of the Meilisearch server that may search, and write to the index and its settings. Better given by the environment.
    #[arg(long, env = "MEILI_API_KEY", hide_env_values = true, value_name = "KEY")]
    meili_key: Option<String>,

    /// The name of the index. Installations that share a server need one each.
    #[arg(long, env = "MEILI_INDEX", default_value = "frontrow", value_name = "NAME")]
    meili_index: String,
}

impl SearchServer {
    /// The server, if one is named.
    ///
    /// # Errors
    /// When its key cannot be sent.
    pub(super) fn server(self) -> anyhow::Result<Option<Meilisearch>> {
        let Some(url) = self.meili_url.filter(|url| !url.is_empty()) else { return Ok(None) };
        let key = self.meili_key.filter(|key| !key.is_empty());
        Ok(Some(Meilisearch::new(&Settings { url, key, index: self.meili_index })?))
    }
}
