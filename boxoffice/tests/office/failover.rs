//! A primary and its standby: the shop finds the primary, sells only there, and shows the seats of
//! its history.

use std::{future::Future, path::Path, time::Duration};

use boxoffice::{BoxOffice, Refusal, Settings, Watcher};
use domain::{BuyerId, EventId, SeatNo, live::Snapshot, selling::BookingRequest};
use testing::{Cluster, Directory, Hall, Viewer};
use tokio_stream::StreamExt;
use tokio_util::sync::CancellationToken;

/// The shop sells again within this time after a promotion.
const SELLS_AGAIN: Duration = Duration::from_secs(15);

/// The longest wait of a buyer for an answer.
const ANSWERED: Duration = Duration::from_secs(6);

/// The pause between two checks of a condition.
const LOOK: Duration = Duration::from_millis(50);

fn key() -> domain::selling::IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

fn request(seat: u32) -> BookingRequest {
    BookingRequest::seats(vec![SeatNo(seat)])
}

/// A shop on a primary with a standby.
struct Pair {
    primary: Cluster,
    standby: Cluster,
    office: BoxOffice,
    event: EventId,
    shutdown: CancellationToken,
    #[expect(dead_code, reason = "held for its end")]
    directory: Directory,
}

impl Pair {
    async fn start() -> Self {
        let directory = Directory::new().expect("a directory");
        let primary = Cluster::make(&directory.join("primary"))
            .await
            .expect("a cluster");
        let standby = primary
            .standby(&directory.join("standby"), "standby")
            .await
            .expect("a standby");
        // The standby is listed first, and must not be taken for the primary.
        let urls = format!(
            "{},{}",
            standby.url().expect("an address"),
            primary.url().expect("an address")
        );
        let pool = store::connect(&urls).await.expect("the primary answers");
        store::migrate(&pool, |_| {}).await.expect("the schema");
        let event = Hall::default().open_in(&pool).await.id;
        let shutdown = CancellationToken::new();
        let settings = Settings {
            sweep: false,
            ..Settings::default()
        };
        let office = BoxOffice::start(pool, settings, shutdown.clone())
            .await
            .expect("the box office opens");
        Self {
            primary,
            standby,
            office,
            event,
            shutdown,
            directory,
        }
    }

    async fn hold(&self, seat: u32) -> Result<(), Refusal> {
        self.office
            .hold(BuyerId::new(), self.event, &key(), request(seat))
            .await
            .map(|_| ())
    }

    /// Waits until the shop sells one of these seats.
    async fn sells_again(&self, mut seats: std::ops::Range<u32>) {
        let again = async {
            while self
                .hold(seats.next().expect("few tries are enough"))
                .await
                .is_err()
            {
                tokio::time::sleep(LOOK).await;
            }
        };
        tokio::time::timeout(SELLS_AGAIN, again)
            .await
            .expect("the shop sells again");
    }

    /// The answer of a database to a direct query, not through the shop.
    async fn number(cluster: &Cluster, sql: &'static str) -> i64 {
        let pool = sqlx::PgPool::connect(&cluster.url().expect("an address"))
            .await
            .expect("it answers");
        sqlx::query_scalar(sql)
            .fetch_one(&pool)
            .await
            .expect("a number")
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

const BOOKINGS: &str = "select count(*) from booking";

async fn until<F: Future<Output = bool>>(what: &str, mut is_so: impl FnMut() -> F) {
    let becomes_so = async {
        while !is_so().await {
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), becomes_so)
        .await
        .unwrap_or_else(|_| panic!("never: {what}"));
}

/// Reads a watcher's stream during this work.
async fn watching<T>(
    stream: &mut Watcher,
    viewer: &mut Viewer,
    meanwhile: impl Future<Output = T>,
) -> T {
    tokio::pin!(meanwhile);
    loop {
        tokio::select! {
            biased;
            Some(bytes) = stream.next() => viewer.read(&bytes),
            done = &mut meanwhile => return done,
        }
    }
}

#[tokio::test]
async fn after_a_failover_with_lost_commits_every_map_shows_the_new_primary() {
    let pair = Pair::start().await;
    let mut stream = pair.office.watch(pair.event, None).await.expect("watches");
    let mut viewer = Viewer::default();
    pair.hold(0).await.expect("held");
    until("the standby has the booking", || async {
        Pair::number(&pair.standby, BOOKINGS).await == 1
    })
    .await;
    // From here on the standby receives no changes.
    pair.standby
        .set("primary_conninfo = ''")
        .await
        .expect("set");
    until("nobody receives", || async {
        Pair::number(&pair.primary, "select count(*) from pg_stat_replication").await == 0
    })
    .await;
    watching(&mut stream, &mut viewer, async {
        pair.hold(1).await.expect("held");
        pair.hold(2).await.expect("held");
    })
    .await;
    pair.primary.kill().expect("killed");
    pair.standby.promote().await.expect("promoted");
    // The new history has as many versions as were lost, with other seats.
    watching(&mut stream, &mut viewer, pair.sells_again(50..80)).await;
    watching(&mut stream, &mut viewer, pair.sells_again(80..100)).await;
    let new = store::connect(&pair.standby.url().expect("an address"))
        .await
        .expect("the new primary answers");
    let truth = store::seats::seat_map(&new, pair.event)
        .await
        .expect("a map")
        .expect("an event");
    let same = async {
        while viewer
            .map()
            .is_none_or(|map| map.statuses() != truth.statuses())
        {
            let bytes = stream.next().await.expect("the stream goes on");
            viewer.read(&bytes);
        }
    };
    tokio::time::timeout(Duration::from_secs(10), same)
        .await
        .expect("the map becomes that of the new primary");
    assert_eq!(viewer.position(), Some(truth.position()));
    let snapshot: Snapshot =
        serde_json::from_slice(&pair.office.snapshot(pair.event).await.expect("a map").1)
            .expect("JSON");
    assert_eq!(snapshot.status, truth.statuses().to_base64());
}

#[tokio::test]
async fn an_old_primary_that_returns_gets_no_writes() {
    let pair = Pair::start().await;
    pair.hold(0).await.expect("held");
    until("the standby has the booking", || async {
        Pair::number(&pair.standby, BOOKINGS).await == 1
    })
    .await;
    pair.primary.freeze().expect("frozen");
    // A batch waits in a socket of the old primary, and its sender times out.
    assert!(
        tokio::time::timeout(ANSWERED, pair.hold(1))
            .await
            .expect("there is an answer")
            .is_err()
    );
    pair.standby.promote().await.expect("promoted");
    pair.sells_again(2..50).await;
    pair.primary.thaw().expect("thawed");
    for seat in 50..70 {
        pair.hold(seat).await.expect("the new primary sells");
    }
    until("the old primary has done what it found", || async {
        Pair::number(&pair.primary, "select count(*) from pg_stat_activity where state = 'active' and application_name = 'frontrow desk'")
            .await
            == 0
    })
    .await;
    assert_eq!(Pair::number(&pair.primary, BOOKINGS).await, 1);
    assert!(Pair::number(&pair.standby, BOOKINGS).await >= 21);
    // After its restart it looks like any primary to a server that does not know the new one.
    pair.primary.stop_at_once().await.expect("stopped");
    pair.primary.start().await.expect("started");
    for seat in 70..90 {
        pair.hold(seat).await.expect("the new primary sells");
    }
    assert_eq!(Pair::number(&pair.primary, BOOKINGS).await, 1);
    // A server that starts now chooses the newer of two primaries.
    let urls = format!(
        "{},{}",
        pair.primary.url().expect("an address"),
        pair.standby.url().expect("an address")
    );
    let pool = store::connect(&urls).await.expect("one of them is taken");
    let bookings: i64 = sqlx::query_scalar(BOOKINGS)
        .fetch_one(&pool)
        .await
        .expect("a number");
    assert!(bookings >= 41, "{bookings}");
}

#[tokio::test]
async fn a_commit_that_waits_for_a_standby_is_answered_busy_and_its_frame_follows() {
    let pair = Pair::start().await;
    pair.primary
        .set("synchronous_standby_names = 'standby'")
        .await
        .expect("set");
    until("the standby is waited for", || async {
        Pair::number(
            &pair.primary,
            "select count(*) from pg_stat_replication where sync_state = 'sync'",
        )
        .await
            == 1
    })
    .await;
    pair.hold(0).await.expect("held");
    pair.standby.freeze().expect("frozen");
    let (buyer, wish) = (BuyerId::new(), key());
    let ask = || {
        tokio::time::timeout(
            ANSWERED,
            pair.office.hold(buyer, pair.event, &wish, request(1)),
        )
    };
    assert!(matches!(ask().await, Ok(Err(Refusal::Unreachable))));
    pair.standby.thaw().expect("thawed");
    let kept = async {
        loop {
            match ask().await.expect("there is an answer") {
                Ok(booking) => return booking,
                Err(refusal) => assert!(matches!(refusal, Refusal::Unreachable), "{refusal:?}"),
            }
        }
    };
    let booking = tokio::time::timeout(SELLS_AGAIN, kept)
        .await
        .expect("the shop sells again");
    assert_eq!(booking.seats.len(), 1);
    assert_eq!(
        Pair::number(&pair.primary, BOOKINGS).await,
        2,
        "one key, one booking"
    );
}

/// A shop on one durable cluster.
async fn durable_shop(directory: &Path, shutdown: &CancellationToken) -> (Cluster, BoxOffice) {
    let cluster = Cluster::make(directory).await.expect("a cluster");
    let pool = store::connect(&cluster.url().expect("an address"))
        .await
        .expect("the database answers");
    store::migrate(&pool, |_| {}).await.expect("the schema");
    let settings = Settings {
        sweep: false,
        ..Settings::default()
    };
    let office = BoxOffice::start(pool, settings, shutdown.clone())
        .await
        .expect("the box office opens");
    (cluster, office)
}

#[tokio::test]
async fn a_database_that_is_not_durable_is_not_ready() {
    let directory = Directory::new().expect("a directory");
    let shutdown = CancellationToken::new();
    let (cluster, office) = durable_shop(&directory.join("cluster"), &shutdown).await;
    let state = async || {
        office
            .ready()
            .await
            .into_iter()
            .find(|(name, _)| *name == "database")
            .expect("the database is named")
            .1
    };
    until("ready", || async { state().await.is_ok() }).await;
    for (off, on) in [
        ("fsync = off", "fsync = on"),
        ("full_page_writes = off", "full_page_writes = on"),
        ("synchronous_commit = off", "synchronous_commit = on"),
        // If a standby is required, a commit that does not wait for it can be lost with the
        // primary.
        (
            "synchronous_standby_names = '*'\nsynchronous_commit = local",
            "synchronous_standby_names = ''\nsynchronous_commit = on",
        ),
        (
            "synchronous_standby_names = '*'\nsynchronous_commit = remote_write",
            "synchronous_standby_names = ''\nsynchronous_commit = on",
        ),
    ] {
        cluster.set(off).await.expect("set");
        until(off, || async {
            state().await.is_err_and(|why| why.contains("not durable"))
        })
        .await;
        cluster.set(on).await.expect("set");
        until(on, || async { state().await.is_ok() }).await;
    }
    shutdown.cancel();
}
