//! What every handler can reach.

use std::{ops::Deref, sync::Arc};

use axum::extract::FromRef;
use boxoffice::BoxOffice;
use leptos::config::LeptosOptions;

use crate::{
    config::Config,
    operator_token::OperatorKey,
    readiness::Readiness,
    security::{StreamCount, peer::Peers},
    session::Keys,
    share_cards::ShareCards,
    shared_body::{self, Bodies},
    site::Site,
};

/// What every handler can reach. Every layer clones it for every request: that is one count.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// What is behind it.
pub struct Shared {
    pub(crate) boxoffice: BoxOffice,
    pub(crate) bodies: Bodies,
    pub(crate) config: Config,
    pub(crate) keys: Keys,
    pub(crate) operators: OperatorKey,
    pub(crate) peers: Peers,
    pub(crate) share_cards: ShareCards,
    pub(crate) site: Site,
    pub(crate) streams: StreamCount,
    pub(crate) readiness: Readiness,
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl AppState {
    /// The state of a server that sells by `boxoffice`.
    ///
    /// # Errors
    /// When the keys can be neither read from the database nor made.
    pub async fn new(boxoffice: BoxOffice, config: Config) -> Result<Self, store::Error> {
        let keys = Keys::load(boxoffice.pool()).await?;
        let operators = OperatorKey::load(boxoffice.pool()).await?;
        let streams = StreamCount::new(config.max_streams_per_ip, config.connections());
        let peers = Peers::new(&config);
        let (share_cards, site) = (ShareCards::new(), Site::find());
        let bodies = Bodies::new(shared_body::LIMIT);
        let readiness = Readiness::of(boxoffice.clone());
        Ok(Self(Arc::new(Shared { boxoffice, bodies, config, keys, operators, peers, share_cards, site, streams, readiness })))
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.site.options.clone()
    }
}
