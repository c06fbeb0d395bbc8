//! The engines that a test is run with.

use domain::catalogue::{EventFilter, EventsPage};
use store::Pool;

/// One who answers searches.
pub enum Searcher {
    /// The database.
    Postgres(Pool),
}

impl Searcher {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "postgres",
        }
    }

    pub async fn events(&self, filter: &EventFilter) -> EventsPage {
        match self {
            Self::Postgres(pool) => store::search::events(pool, filter).await.expect("the search answers"),
        }
    }

    /// The share of the relevance set that is to have the event looked for among the first three.
    pub fn is_to_find(&self) -> f64 {
        match self {
            Self::Postgres(_) => 0.85,
        }
    }
}

/// Every engine that can be had here, on this database. Those that cannot are named.
pub async fn all(pool: &Pool) -> Vec<Searcher> {
    vec![Searcher::Postgres(pool.clone())]
}
