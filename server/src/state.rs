//! The state that every handler can use.

use std::{ops::Deref, sync::Arc};

use axum::extract::FromRef;
use boxoffice::BoxOffice;
use leptos::config::LeptosOptions;

use crate::{
    config::Config,
    legal::LegalFiles,
    operator_token::OperatorKey,
    readiness::Readiness,
    security::{StreamCount, peer::Peers, sign_ins::SignInLimit},
    session::Keys,
    share_cards::ShareCards,
    shared_body::{self, Bodies},
    site::Site,
};

/// The state that every handler can use. Every layer clones it for every request, which only
/// increases a count.
#[derive(Clone)]
pub struct AppState(Arc<SharedState>);

/// The content of the state.
pub struct SharedState {
    pub(crate) boxoffice: BoxOffice,
    pub(crate) bodies: Bodies,
    pub(crate) config: Config,
    pub(crate) keys: Keys,
    pub(crate) legal: LegalFiles,
    pub(crate) operators: OperatorKey,
    pub(crate) peers: Peers,
    pub(crate) share_cards: ShareCards,
    pub(crate) sign_ins: SignInLimit,
    pub(crate) site: Site,
    pub(crate) streams: StreamCount,
    pub(crate) readiness: Readiness,
}

impl Deref for AppState {
    type Target = SharedState;

    fn deref(&self) -> &SharedState {
        &self.0
    }
}

impl AppState {
    /// The state of a server that sells with `boxoffice`.
    ///
    /// # Errors
    /// If the keys can neither be read from the database nor created.
    pub async fn new(boxoffice: BoxOffice, config: Config) -> Result<Self, store::Error> {
        let keys = Keys::load(boxoffice.pool()).await?;
        let operators = OperatorKey::load(boxoffice.pool()).await?;
        let streams = StreamCount::new(config.max_streams_per_ip, config.connections());
        let peers = Peers::new(&config);
        let (share_cards, site) = (ShareCards::new(), Site::find());
        let legal = LegalFiles::read(config.legal_dir.clone());
        let bodies = Bodies::new(shared_body::LIMIT);
        let (readiness, sign_ins) = (Readiness::of(boxoffice.clone()), SignInLimit::new());
        let shared = SharedState {
            boxoffice,
            bodies,
            config,
            keys,
            legal,
            operators,
            peers,
            share_cards,
            sign_ins,
            site,
            streams,
            readiness,
        };
        Ok(Self(Arc::new(shared)))
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.site.options.clone()
    }
}
