//! The draw: everybody who came before the close gets a place, which is the same at every server.

use std::collections::BTreeSet;

use boxoffice::{
    Settings,
    operating::{self, BeaconChoice, PlannedDraw},
};
use domain::{
    BuyerId,
    waiting::{DrawKey, DrawnPlaces, LineNow, LinePlace, RoomMode, RoundSignature, SealedEntries},
};
use store::waiting::rooms::RoomSwitch;
use testing::{Hall, TestDatabase};
use time::{Duration, OffsetDateTime};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{LineVenue, NO_WORK, code, on, operator, until};

const FANS: usize = 20;

#[tokio::test]
async fn two_servers_draw_the_same_places_and_anyone_can_recompute_them() {
    let venue = LineVenue::of(Hall {
        on_sale_in: Duration::minutes(5),
        ..Hall::default()
    })
    .await;
    venue.switch(on(10)).await;
    venue.announce(Duration::minutes(1)).await;
    let other = venue.database.box_office().await;
    let mut fans = Vec::new();
    for number in 0..FANS {
        let (buyer, office) = (
            BuyerId::new(),
            if number % 2 == 0 {
                &venue.office
            } else {
                &other
            },
        );
        let standing = office
            .join_line(None, buyer, venue.event, None, NO_WORK)
            .await
            .expect("joins");
        fans.push((buyer, standing.token.expect("a token")));
    }
    let written = "select coalesce(sum(octet_length(entries)), 0)::bigint from waiting_batch";
    venue.database.until(written, FANS as i64 * 16).await;
    assert_eq!(
        code(
            &venue
                .office
                .post_beacon(venue.event, RoundSignature([7; 48]))
                .await
        ),
        "invalid_request"
    );

    venue.time_passes(80).await;
    let mut places = BTreeSet::new();
    for (buyer, token) in &fans {
        let mut answers = Vec::new();
        for office in [&venue.office, &other] {
            let standing = async || {
                office
                    .line_standing(*buyer, venue.event, token)
                    .await
                    .expect("answers")
                    .position
            };
            until(async || standing().await.is_some()).await;
            answers.push(standing().await.map(LinePlace::get));
        }
        assert_eq!(answers[0], answers[1]);
        places.extend(answers);
    }
    assert_eq!(places, (1..=FANS as i64).map(Some).collect::<BTreeSet<_>>());
    // A fan who comes later gets a place behind them, even without a token for the draw.
    let late = BuyerId::new();
    until(async || {
        venue
            .join(late)
            .await
            .position
            .is_some_and(|place| place.get() == FANS as i64 + 1)
    })
    .await;

    let record = venue.office.draw_record(venue.event).expect("a draw");
    let seal = record.seal.expect("sealed");
    let outcome = seal.outcome.expect("drawn");
    let lines = venue
        .office
        .draw_entries(venue.event, record.draw)
        .expect("entries");
    let entries =
        SealedEntries::from_lines(std::str::from_utf8(&lines).expect("text")).expect("entries");
    assert_eq!(
        (entries.count(), outcome.seed.commitment()),
        (FANS as u64, record.commitment)
    );
    let key = DrawKey::of(&outcome.seed, seal.closing, outcome.value);
    assert_eq!(DrawnPlaces::draw(entries, key).hash(), outcome.places);
    let proof = venue
        .office
        .draw_proof(fans[0].0, venue.event, &fans[0].1)
        .expect("a proof");
    assert!(proof.leads_to(seal.root));
    let now: LineNow =
        serde_json::from_slice(&venue.office.line_now(venue.event).expect("a room")).expect("JSON");
    assert_eq!(
        (now.drawn, now.draw.and_then(|draw| draw.closing)),
        (Some(FANS as u64), Some(seal.closing))
    );
    assert_eq!(venue.database.violations().await, Vec::<String>::new());
}

/// A draw that waits for round 657413 of quicknet, and whose root is published.
const WAITING_DRAW: &str =
    "insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at, round_at, sealed_at, count, root, closing)
     select r.event_id, 1, sha256('\\x66726f6e74726f772d647261772d312f7365656400'::bytea || sha256('s')), sha256('s'),
            'drand/52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971/657413', e.on_sale_at,
            now() - interval '2 minutes', now() - interval '1 minute', now() - interval '100 seconds', 0, sha256(''), sha256('c')
     from waiting_room r join event e on e.id = r.event_id";

/// That round, as drand publishes it.
const ROUND: &str = r#"{"round":657413,"signature":"b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b"}"#;

/// An address that answers each request with this round.
async fn publishing() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 2_048];
            let _ = stream.read(&mut request).await;
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{ROUND}",
                ROUND.len()
            );
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    address
}

#[tokio::test]
async fn a_flood_of_wrong_rounds_does_not_stop_a_server_from_setting_a_fetched_one() {
    let venue = LineVenue::with_room(10).await;
    venue.database.execute(WAITING_DRAW).await;
    let settings = Settings {
        sweep: false,
        prune: false,
        pack_plans: false,
        beacon_urls: vec![publishing().await],
        ..Settings::default()
    };
    let fetching = venue.database.box_office_with(settings).await;
    // A server checks one posted round a second, and these posts use all of these checks.
    until(async || {
        let _ = fetching
            .post_beacon(venue.event, RoundSignature([7; 48]))
            .await;
        venue
            .database
            .number("select count(*) from waiting_draw where value is not null")
            .await
            == 1
    })
    .await;
}

/// Runs without a server, whose steps would wait for the lock too.
#[tokio::test]
async fn two_concurrent_announcements_of_a_draw_make_one() {
    let database = TestDatabase::new().await;
    let event = Hall {
        on_sale_in: Duration::minutes(5),
        ..Hall::default()
    }
    .open(&database)
    .await
    .id;
    let closes_at = OffsetDateTime::now_utc()
        .replace_nanosecond(0)
        .expect("a whole second")
        + Duration::minutes(1);
    let put = async || {
        let draw = PlannedDraw {
            beacon: BeaconChoice::None,
            closes_at,
        };
        let switch = |known: RoomSwitch| RoomSwitch {
            mode: RoomMode::On,
            ..known
        };
        operating::change_room(database.pool(), &operator(), event, switch, Some(draw))
            .await
            .expect("changed");
    };
    let lock = database.lock("waiting_room").await;
    let waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    let release = async {
        database.until(waits, 2).await;
        lock.release().await;
    };
    tokio::join!(put(), put(), release);
    assert_eq!(
        database.number("select count(*) from waiting_draw").await,
        1
    );
}

#[tokio::test]
async fn a_room_that_cannot_be_read_does_not_affect_the_others() {
    let database = TestDatabase::new().await;
    let hall = Hall {
        on_sale_in: Duration::minutes(5),
        ..Hall::default()
    };
    let events = [hall.open(&database).await.id, hall.open(&database).await.id];
    for event in events {
        let room = operating::switch_room(database.pool(), &operator(), event, &on(10))
            .await
            .expect("switched");
        let closes_at = room.now + Duration::minutes(1);
        operating::announce_draw(
            database.pool(),
            &operator(),
            event,
            BeaconChoice::None,
            closes_at,
        )
        .await
        .expect("announced");
    }
    let breaks = format!(
        "alter table waiting_draw disable trigger user;
         alter table waiting_draw drop constraint waiting_draw_commitment, drop constraint waiting_draw_commitment_check;
         update waiting_draw set commitment = '' where event_id = {}",
        events[0]
    );
    database.execute(&breaks).await;
    let office = database.box_office().await;
    assert_eq!(
        events.map(|event| office.draw_record(event).is_ok()),
        [false, true]
    );
}
