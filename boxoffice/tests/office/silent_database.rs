//! A database that stops answering, as when its host dies: buyers get an answer within seconds,
//! pages show nothing that may be wrong, and when it answers again the shop sells without a
//! restart.

use std::time::{Duration, Instant};

use boxoffice::{BoxOffice, Refusal, Settings};
use domain::{
    BuyerId, SeatNo, SeatStatus,
    live::{SeatMap, Snapshot},
    selling::BookingRequest,
};
use testing::{Hall, TestDatabase, TestProxy};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// The longest wait of a buyer for an answer.
const ANSWERED: Duration = Duration::from_secs(6);

/// The shop sells again within this time after the database answers.
const SELLS_AGAIN: Duration = Duration::from_secs(15);

/// The pause between two checks of a condition.
const LOOK: Duration = Duration::from_millis(20);

fn request(seat: u32) -> BookingRequest {
    BookingRequest::seats(vec![SeatNo(seat)])
}

fn key() -> domain::selling::IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

async fn office_at(url: &str, shutdown: &CancellationToken) -> BoxOffice {
    let pool = store::connect(url).await.expect("the database answers");
    let settings = Settings {
        sweep: false,
        allow_undurable: true,
        ..Settings::default()
    };
    BoxOffice::start(pool, settings, shutdown.clone())
        .await
        .expect("the box office opens")
}

#[tokio::test]
async fn holds_on_a_silent_database_are_refused_in_time_and_it_sells_again_when_it_answers() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await.id;
    let wire = TestProxy::to(database.url()).await;
    let shutdown = CancellationToken::new();
    let office = office_at(wire.url(), &shutdown).await;
    office
        .hold(BuyerId::new(), event, &key(), request(0))
        .await
        .expect("held");

    wire.go_silent();
    let mut buyers = JoinSet::new();
    // A buyer who comes while the first batch waits must not wait for a second deadline.
    for seat in 1..20_u32 {
        let office = office.clone();
        buyers.spawn(async move {
            tokio::time::sleep(Duration::from_millis(u64::from(seat) * 100)).await;
            let began = Instant::now();
            let answer = tokio::time::timeout(
                ANSWERED,
                office.hold(BuyerId::new(), event, &key(), request(seat)),
            )
            .await;
            (seat, answer, began.elapsed())
        });
    }
    for (seat, answer, after) in buyers.join_all().await {
        assert!(
            matches!(answer, Ok(Err(Refusal::Unreachable))),
            "seat {seat}: {answer:?} after {after:?}"
        );
    }
    let not_ready = office.ready().await;
    assert!(
        not_ready
            .iter()
            .any(|(name, state)| *name == "database" && state.is_err()),
        "{not_ready:?}"
    );

    wire.speak();
    let again = async {
        for seat in 30.. {
            if office
                .hold(BuyerId::new(), event, &key(), request(seat % 100))
                .await
                .is_ok()
            {
                return;
            }
        }
    };
    tokio::time::timeout(SELLS_AGAIN, again)
        .await
        .expect("the shop sells again");
    shutdown.cancel();
}

#[tokio::test]
async fn a_listener_notices_a_silent_database_and_pages_stop_using_memory() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await.id;
    let wire = TestProxy::to(database.url()).await;
    let shutdown = CancellationToken::new();
    let (here, there) = (
        office_at(wire.url(), &shutdown).await,
        database.box_office().await,
    );
    let status = async |seat: u32| {
        let (_, json) = here.snapshot(event).await?;
        let snapshot: Snapshot = serde_json::from_slice(&json).expect("a snapshot");
        Ok::<_, Refusal>(
            SeatMap::from_snapshot(&snapshot)
                .expect("a map")
                .status(SeatNo(seat)),
        )
    };
    assert_eq!(status(7).await.expect("a map"), SeatStatus::Available);

    wire.go_silent();
    there
        .hold(BuyerId::new(), event, &key(), request(7))
        .await
        .expect("held");
    // Memory says that the seat is available until the server notices the silence. After that,
    // pages get no answer.
    let noticed = async {
        while status(7).await.is_ok() {
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), noticed)
        .await
        .expect("the silence is noticed");

    wire.speak();
    let told = async {
        while status(7).await.ok() != Some(SeatStatus::Held) {
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::time::timeout(SELLS_AGAIN, told)
        .await
        .expect("the hold is seen");
    shutdown.cancel();
}
