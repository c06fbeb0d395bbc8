//! What every handler can reach.

use std::sync::Arc;

use axum::extract::FromRef;
use boxoffice::BoxOffice;
use leptos::config::LeptosOptions;

use crate::{config::Config, security::StreamCount, session::Keys, share_cards::ShareCards, site::Site};

/// Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub(crate) boxoffice: BoxOffice,
    pub(crate) config: Arc<Config>,
    pub(crate) keys: Arc<Keys>,
    pub(crate) share_cards: ShareCards,
    pub(crate) site: Arc<Site>,
    pub(crate) streams: StreamCount,
}

impl AppState {
    /// The state of a server that sells by `boxoffice`.
    ///
    /// # Errors
    /// When the keys can be neither read from the database nor made.
    pub async fn new(boxoffice: BoxOffice, config: Config) -> Result<Self, store::Error> {
        let keys = Keys::load(boxoffice.pool()).await?;
        let streams = StreamCount::new(config.max_streams_per_ip);
        Ok(Self {
            boxoffice,
            config: Arc::new(config),
            keys: Arc::new(keys),
            share_cards: ShareCards::new(),
            site: Arc::new(Site::find()),
            streams,
        })
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.site.options.clone()
    }
}
