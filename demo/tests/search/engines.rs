//! The search engines of the tests.

use domain::catalogue::{Engine, EventFilter, EventsPage};
use store::{
    Pool,
    search::{SearchEngines, meilisearch::FollowOutcome},
};
use testing::{SearchServer, TestDatabase};

/// Every engine on this machine. Prints the names of the others.
pub fn all() -> Vec<Engine> {
    let mut engines = vec![Engine::Postgres];
    if SearchServer::is_there() {
        engines.push(Engine::Meilisearch);
    } else {
        eprintln!("skipped: Meilisearch (no MEILI_URL, and no meilisearch on the path)");
    }
    engines
}

/// An engine that searches a database.
pub struct Searcher {
    engine: Engine,
    pool: Pool,
    search: SearchEngines,
    _server: Option<SearchServer>,
}

impl Searcher {
    /// Starts this engine for this database.
    pub async fn start(engine: Engine, database: &TestDatabase) -> Self {
        let server = if engine == Engine::Meilisearch {
            Some(SearchServer::start().await)
        } else {
            None
        };
        let client = server.as_ref().map(SearchServer::client);
        let pool = database.pool().clone();
        Self {
            engine,
            search: SearchEngines::new(pool.clone(), client),
            pool,
            _server: server,
        }
    }

    pub fn name(&self) -> &'static str {
        match self.engine {
            Engine::Postgres => "postgres",
            Engine::Meilisearch => "meilisearch",
        }
    }

    /// The engine's answer, after it knows everything that was committed.
    pub async fn events(&self, filter: &EventFilter) -> EventsPage {
        self.catch_up().await;
        let page = self
            .search
            .events(filter)
            .await
            .expect("the search answers");
        assert_eq!(page.engine, self.engine, "{filter:?}");
        page
    }

    async fn catch_up(&self) {
        let Some(server) = self.search.server() else {
            return;
        };
        loop {
            match server.follow(&self.pool).await.expect("the index follows") {
                FollowOutcome::Changes(0) => break,
                FollowOutcome::Changes(_) | FollowOutcome::Elsewhere => {}
                FollowOutcome::Outdated => {
                    server
                        .reindex(&self.pool, &mut |_, _| {})
                        .await
                        .expect("the index is built");
                }
            }
        }
        server.probe().await.expect("the server is well");
    }

    /// The share of the relevance queries for which the engine must return a wanted event among the
    /// first three.
    pub fn is_to_find(&self) -> f64 {
        match self.engine {
            Engine::Postgres => 0.85,
            Engine::Meilisearch => 0.95,
        }
    }
}
