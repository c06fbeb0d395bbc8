//! A failing search server stops nobody from finding events, and a recovered one is used again.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::{Duration, Instant},
};

use boxoffice::{BoxOffice, Settings};
use domain::catalogue::{Engine, EventFilter};
use store::search::meilisearch::{Meilisearch, SearchServerSettings as Server};
use testing::{Hall, SearchServer, TestDatabase};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// The behaviours of the fake search server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Mood {
    Well,
    /// Accepts requests, and never answers.
    Slow,
    /// Answers 503.
    Failing,
    /// Answers that the key is wrong.
    Strict,
    /// Closes the connection.
    HangingUp,
    /// Supports no filters, like an index without our settings.
    Unset,
    /// Works, except for queries with these words.
    Touchy,
}

/// For `Touchy`: this query never gets an answer, while others do.
const HARD: &str = "hard";
/// For `Touchy`: it answers that this query is invalid.
const NONSENSE: &str = "nonsense";

const MOODS: [Mood; 5] = [
    Mood::Slow,
    Mood::Failing,
    Mood::Strict,
    Mood::HangingUp,
    Mood::Unset,
];

/// A fake search server that finds nothing, or fails like a real one. `demo/tests/search` checks
/// the results of a real one.
struct StandIn {
    mood: Arc<AtomicU8>,
    url: String,
}

impl StandIn {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let mood = Arc::new(AtomicU8::new(Mood::Well as u8));
        let now = mood.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, now.clone()));
            }
        });
        Self { mood, url }
    }

    fn set(&self, mood: Mood) {
        self.mood.store(mood as u8, Ordering::Release);
    }
}

async fn answer(mut stream: TcpStream, mood: Arc<AtomicU8>) {
    let mut request = Vec::new();
    while !is_whole(&request) {
        let mut more = [0; 4096];
        match stream.read(&mut more).await {
            Ok(read) if read > 0 => request.extend_from_slice(&more[..read]),
            _ => return,
        }
    }
    let request = String::from_utf8_lossy(&request);
    let asks = |word: &str| request.contains(word);
    let is = |other: Mood| mood.load(Ordering::Acquire) == other as u8;
    if is(Mood::HangingUp) {
        return;
    }
    if is(Mood::Slow) || (is(Mood::Touchy) && asks(HARD)) {
        // Waits until the client closes the connection.
        while matches!(stream.read(&mut [0; 4096]).await, Ok(read) if read > 0) {}
        return;
    }
    let (status, body) = if is(Mood::Failing) {
        ("503 Service Unavailable", "overloaded")
    } else if is(Mood::Strict) {
        (
            "403 Forbidden",
            r#"{"message": "The provided API key is invalid.", "code": "invalid_api_key", "type": "auth", "link": "https://example.org"}"#,
        )
    } else if (is(Mood::Touchy) && asks(NONSENSE)) || (is(Mood::Unset) && asks("filter")) {
        (
            "400 Bad Request",
            r#"{"message": "Invalid filter.", "code": "invalid_search_filter", "type": "invalid_request", "link": "https://example.org"}"#,
        )
    } else {
        (
            "200 OK",
            r#"{"hits": [], "offset": 0, "limit": 20, "estimatedTotalHits": 0, "processingTimeMs": 0, "query": ""}"#,
        )
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(body.as_bytes()).await;
}

/// Whether the request has its head, and a body of the stated length.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        line.to_lowercase()
            .strip_prefix("content-length: ")?
            .trim()
            .parse()
            .ok()
    });
    body.len() >= length.unwrap_or(0)
}

/// A search that was never made before, so that no cached answer exists.
fn something_new() -> EventFilter {
    use std::sync::atomic::AtomicI64;
    static PRICE: AtomicI64 = AtomicI64::new(1_000_000);
    EventFilter {
        max_price: Some(PRICE.fetch_add(1, Ordering::Relaxed)),
        limit: 10,
        ..EventFilter::default()
    }
}

async fn engine(office: &BoxOffice) -> Engine {
    office
        .events(&something_new())
        .await
        .expect("an answer, whoever gives it")
        .engine
}

async fn until_served_by(office: &BoxOffice, wanted: Engine) {
    let served = async {
        while engine(office).await != wanted {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), served)
        .await
        .unwrap_or_else(|_| panic!("never served by {wanted:?}"));
}

async fn office(database: &TestDatabase, server: Meilisearch) -> BoxOffice {
    database
        .box_office_with(Settings {
            sweep: false,
            search_server: Some(server),
            ..Settings::default()
        })
        .await
}

#[tokio::test]
async fn a_failing_server_is_noticed_at_once_and_used_again_after_it_recovers() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let stand_in = StandIn::start().await;
    let settings = Server {
        url: stand_in.url.clone(),
        key: Some("a key".to_owned()),
        index: "events".to_owned(),
    };
    let office = office(&database, Meilisearch::new(&settings).expect("a client")).await;
    for mood in MOODS {
        // The best of a few runs, because other tests use the machine too.
        let (mut noticing, mut knowing) = (Duration::MAX, Duration::MAX);
        for _ in 0..3 {
            stand_in.set(Mood::Well);
            until_served_by(&office, Engine::Meilisearch).await;
            stand_in.set(mood);
            let asked = Instant::now();
            let page = office.events(&something_new()).await.expect("an answer");
            noticing = noticing.min(asked.elapsed());
            assert_eq!(
                (page.engine, page.events.len()),
                (Engine::Postgres, 1),
                "{mood:?}"
            );
            // From now on no search waits for it.
            let asked = Instant::now();
            assert_eq!(engine(&office).await, Engine::Postgres, "{mood:?}");
            knowing = knowing.min(asked.elapsed());
        }
        assert!(
            noticing < Duration::from_millis(500),
            "{mood:?}: answered after {noticing:?}"
        );
        assert!(
            knowing < Duration::from_millis(300),
            "{mood:?}: answered after {knowing:?}"
        );
    }
    stand_in.set(Mood::Well);
    until_served_by(&office, Engine::Meilisearch).await;
}

#[tokio::test]
async fn a_search_that_the_server_cannot_answer_does_not_affect_other_searches() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let stand_in = StandIn::start().await;
    let settings = Server {
        url: stand_in.url.clone(),
        key: None,
        index: "events".to_owned(),
    };
    let office = office(&database, Meilisearch::new(&settings).expect("a client")).await;
    stand_in.set(Mood::Touchy);
    until_served_by(&office, Engine::Meilisearch).await;
    for word in [NONSENSE, HARD] {
        // The best of a few runs: if the machine is too busy for either query, the server counts as
        // hanging.
        let (mut answered, mut others) = (Duration::MAX, Vec::new());
        for _ in 0..3 {
            until_served_by(&office, Engine::Meilisearch).await;
            let asked = Instant::now();
            let page = office
                .events(&EventFilter {
                    q: Some(word.to_owned()),
                    ..something_new()
                })
                .await
                .expect("an answer");
            answered = answered.min(asked.elapsed());
            assert_eq!(page.engine, Engine::Postgres, "{word}");
            others.push(engine(&office).await);
        }
        assert!(
            answered < Duration::from_millis(500),
            "{word}: answered after {answered:?}"
        );
        assert!(
            others.contains(&Engine::Meilisearch),
            "{word}: others are answered as before"
        );
    }
}

#[tokio::test]
async fn a_server_that_answers_no_search_is_avoided_for_a_while_and_then_used_again() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let stand_in = StandIn::start().await;
    let settings = Server {
        url: stand_in.url.clone(),
        key: None,
        index: "events".to_owned(),
    };
    let office = office(&database, Meilisearch::new(&settings).expect("a client")).await;
    stand_in.set(Mood::Touchy);
    until_served_by(&office, Engine::Meilisearch).await;
    for _ in 0..5 {
        let page = office
            .events(&EventFilter {
                q: Some(NONSENSE.to_owned()),
                ..something_new()
            })
            .await
            .expect("an answer");
        assert_eq!(page.engine, Engine::Postgres);
    }
    assert_eq!(
        engine(&office).await,
        Engine::Postgres,
        "what it would answer is not asked of it either"
    );
    until_served_by(&office, Engine::Meilisearch).await;
}

#[tokio::test]
async fn the_database_searches_if_no_search_server_listens() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let nobody = TcpListener::bind("127.0.0.1:0")
        .await
        .and_then(|listener| listener.local_addr())
        .expect("a free port");
    let settings = Server {
        url: format!("http://{nobody}"),
        key: None,
        index: "events".to_owned(),
    };
    let office = office(&database, Meilisearch::new(&settings).expect("a client")).await;
    assert_eq!(engine(&office).await, Engine::Postgres);
    let ready = office.ready().await;
    let state = ready
        .iter()
        .find(|(name, _)| *name == "search_server")
        .expect("it is told of");
    assert!(state.1.is_ok(), "the shop is ready without it: {state:?}");
}

#[tokio::test]
async fn a_real_server_is_filled_kept_up_to_date_killed_and_used_again() {
    if !SearchServer::is_there() {
        eprintln!("skipped: Meilisearch (no MEILI_URL, and no meilisearch on the path)");
        return;
    }
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let mut server = SearchServer::start().await;
    let office = office(&database, server.client()).await;
    until_served_by(&office, Engine::Meilisearch).await;
    let finds = async |q: &str| {
        let filter = EventFilter {
            q: Some(q.to_owned()),
            ..something_new()
        };
        let page = office.events(&filter).await.expect("an answer");
        page.engine == Engine::Meilisearch && page.events.iter().any(|found| found.id == event.id)
    };
    let until_found = async |q: &str| {
        let found = async {
            while !finds(q).await {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), found)
            .await
            .unwrap_or_else(|_| panic!("{q} is never found"));
    };
    database
        .execute(&format!(
            "update event set title = 'Zephyrine' where id = {}",
            event.id
        ))
        .await;
    until_found("zephyrine").await;
    if server.is_ours() {
        server.kill();
        until_served_by(&office, Engine::Postgres).await;
        database
            .execute(&format!(
                "update event set title = 'Xanadu' where id = {}",
                event.id
            ))
            .await;
        server.start_again().await;
        until_found("xanadu").await;
    }
    // An index that somebody deletes is built again.
    server.throw_index_away().await;
    database
        .execute(&format!(
            "update event set title = 'Quixote' where id = {}",
            event.id
        ))
        .await;
    until_found("quixote").await;
    // The new index has its settings; otherwise it would support no filters.
    until_served_by(&office, Engine::Meilisearch).await;
    assert_eq!(engine(&office).await, Engine::Meilisearch);
}
