//! A draw: who enters, when it is sealed, and what can be set only once.

use domain::waiting::{DrawEntry, MerkleTree, RoomReason, RoomState, SealedEntries};
use sqlx::AssertSqlSafe;
use store::waiting::{
    draws::{self, DrawRoot, NewDraw},
    entries, line,
};
use time::Duration;

use super::{Line, on};
use testing::{Hall, TestDatabase};

/// The bytes of T, "/seed" and a zero byte, which the database puts before the seed.
const COMMITTED: &str = "\\x66726f6e74726f772d647261772d312f7365656400";

/// A draw with this beacon that closes in 30 seconds.
async fn new_draw(line: &Line, beacon: &str) -> NewDraw {
    let seed = [7; 32];
    let commitment: Vec<u8> = sqlx::query_scalar(AssertSqlSafe(format!(
        "select sha256('{COMMITTED}'::bytea || $1)"
    )))
    .bind(&seed[..])
    .fetch_one(line.pool())
    .await
    .expect("a hash");
    let closes_at = line.room().await.now + Duration::seconds(30);
    let round_at = beacon
        .starts_with("drand/")
        .then(|| closes_at + Duration::seconds(30));
    NewDraw {
        commitment: commitment.try_into().expect("32 bytes"),
        seed,
        beacon: beacon.to_owned(),
        closes_at,
        round_at,
    }
}

fn drand() -> String {
    format!("drand/{}/657413", "52".repeat(32))
}

/// The root of a draw with two entries, 4 and 5.
fn root() -> DrawRoot {
    let tree = MerkleTree::of(&SealedEntries::seal([
        DrawEntry([5; 16]),
        DrawEntry([4; 16]),
    ]));
    DrawRoot {
        count: 2,
        root: tree.root().0,
        closing: [2; 32],
    }
}

impl Line {
    /// An event whose sale opens in two minutes, with a room that gathers.
    async fn gathering() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall {
            on_sale_in: Duration::minutes(2),
            ..Hall::default()
        }
        .open(&database)
        .await
        .id;
        let line = Self { database, event };
        line.switch(on(10)).await;
        line
    }

    async fn announce(&self, beacon: &str) -> Option<u8> {
        let draw = new_draw(self, beacon).await;
        let mut tx = self.pool().begin().await.expect("a transaction");
        let number = draws::announce(&mut tx, self.event, &draw)
            .await
            .expect("announced");
        tx.commit().await.expect("committed");
        number
    }

    async fn enter(&self, draw: u8, entry: u8) -> bool {
        entries::enter(self.pool(), self.event, draw, &[[entry; 16]])
            .await
            .expect("entered")
    }

    async fn seal(&self) -> Option<u8> {
        draws::seal(self.pool(), self.event).await.expect("sealed")
    }

    async fn set_root(&self, draw: u8, root: &DrawRoot) -> bool {
        draws::set_root(self.pool(), self.event, draw, root)
            .await
            .expect("answered")
    }

    async fn set_value(&self, draw: u8) -> bool {
        draws::set_value(
            self.pool(),
            self.event,
            draw,
            Some(b"a signature"),
            &[3; 32],
        )
        .await
        .expect("answered")
    }

    async fn entered(&self, draw: u8) -> Vec<[u8; 16]> {
        let page = entries::page(self.pool(), self.event, draw, 0)
            .await
            .expect("read");
        assert_eq!(page.next, None);
        page.entries
    }
}

#[tokio::test]
async fn a_draw_is_announced_sealed_rooted_and_drawn() {
    let line = Line::gathering().await;
    assert_eq!(line.room().await.state, RoomState::Gathering);
    assert_eq!(line.announce(&drand()).await, Some(1));
    assert!(line.enter(1, 5).await && line.enter(1, 4).await && line.enter(1, 5).await);
    assert!(!line.enter(2, 5).await, "there is no such draw");
    assert_eq!(line.seal().await, None, "it is open");
    line.time_passes(35).await;
    assert_eq!(line.seal().await, None, "it closed five seconds ago");
    line.time_passes(6).await;
    assert!(!line.set_root(1, &root()).await, "it is not sealed");
    assert_eq!(line.seal().await, Some(1));
    assert_eq!(line.seal().await, None, "it is sealed already");
    assert!(!line.enter(1, 6).await);
    assert_eq!(line.entered(1).await, [[5; 16], [4; 16], [5; 16]]);
    assert_eq!(
        line::lease(line.pool(), line.event, 1, 16)
            .await
            .expect("answered"),
        None,
        "nobody knows how many take part"
    );

    assert!(!line.set_value(1).await, "there is no root");
    assert!(
        line.set_root(1, &root()).await && line.set_root(1, &root()).await,
        "another server may say the same"
    );
    assert_eq!(
        line::lease(line.pool(), line.event, 1, 16)
            .await
            .expect("answered"),
        Some(3..19),
        "late-comers come after the drawn"
    );
    assert_eq!(line.step().await.state, RoomState::Sealed);
    let draw = draws::all(line.pool(), line.event)
        .await
        .expect("read")
        .remove(0);
    assert_eq!(
        (draw.root, draw.value),
        (Some(root()), None),
        "the seed stays where it is"
    );

    line.time_passes(60).await;
    assert!(line.set_value(1).await && line.set_value(1).await);
    let value = draws::all(line.pool(), line.event)
        .await
        .expect("read")
        .remove(0)
        .value
        .expect("a value");
    assert_eq!((value.seed, value.value), ([7; 32], [3; 32]));
    line.time_passes(20).await;
    let room = line.step().await;
    assert_eq!((room.state, room.serving), (RoomState::Open, 12));
    assert_eq!(line.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_seal_waits_for_entries_that_are_being_written() {
    let line = Line::gathering().await;
    line.announce("none").await;
    line.time_passes(40).await;
    let mut theirs = line.pool().begin().await.expect("a transaction");
    let enter = format!(
        "select queue_enter({}, 1::smallint, decode(repeat('05', 16), 'hex'))",
        line.event
    );
    sqlx::query(AssertSqlSafe(enter))
        .execute(&mut *theirs)
        .await
        .expect("entered");
    let (pool, event) = (line.pool().clone(), line.event);
    let seal = tokio::spawn(async move { draws::seal(&pool, event).await });
    let waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    line.database.until(waits, 1).await;
    assert!(!seal.is_finished());
    theirs.commit().await.expect("committed");
    assert_eq!(seal.await.expect("joins").expect("sealed"), Some(1));
    assert_eq!(line.entered(1).await, [[5; 16]]);
    assert!(!line.enter(1, 6).await);
    assert_eq!(
        line.entered(1).await,
        [[5; 16]],
        "nothing is written behind the seal"
    );
}

#[tokio::test]
async fn another_root_and_another_value_are_errors() {
    let line = Line::gathering().await;
    line.announce("announced/The numbers of 3 May").await;
    line.time_passes(40).await;
    line.seal().await;
    line.set_root(1, &root()).await;
    let other = draws::set_root(line.pool(), line.event, 1, &DrawRoot { count: 3, ..root() })
        .await
        .expect_err("it is set");
    assert!(other.to_string().contains("the root of draw 1"), "{other}");
    line.set_value(1).await;
    let other = draws::set_value(line.pool(), line.event, 1, Some(b"a signature"), &[4; 32])
        .await
        .expect_err("it is set");
    assert!(other.to_string().contains("the value of draw 1"), "{other}");
}

#[tokio::test]
async fn a_root_comes_five_seconds_before_the_round_or_not_at_all() {
    let line = Line::gathering().await;
    line.announce(&drand()).await;
    line.time_passes(50).await;
    line.seal().await;
    line.time_passes(6).await;
    assert!(!line.set_root(1, &root()).await);
    // The opening comes, but nobody is called. The draw is repeated with a later round.
    line.time_passes(80).await;
    let room = line.step().await;
    assert_eq!(
        (room.state, room.reason, room.serving),
        (RoomState::Paused, Some(RoomReason::Draw), 0)
    );
    assert_eq!(line.announce(&drand()).await, Some(2));
    assert_eq!(line.room().await.draw, 2);
    assert!(!line.enter(1, 5).await, "the first draw is void");
    assert!(line.enter(2, 5).await);
}

#[tokio::test]
async fn a_draw_whose_opening_moves_before_the_seal_is_never_sealed() {
    let line = Line::gathering().await;
    line.announce("none").await;
    line.time_passes(40).await;
    line.database
        .execute("update event set on_sale_at = on_sale_at + interval '1 minute'")
        .await;
    assert_eq!(line.seal().await, None);
    // The opening comes, but nobody is called until another draw has its result.
    line.time_passes(180).await;
    let room = line.step().await;
    assert_eq!(
        (room.state, room.reason, room.serving),
        (RoomState::Paused, Some(RoomReason::Draw), 0)
    );
    assert_eq!(line.announce("none").await, Some(2));
    line.time_passes(40).await;
    assert_eq!(line.seal().await, Some(2));
    // A sealed draw stays valid.
    line.database
        .execute("update event set on_sale_at = on_sale_at + interval '1 minute'")
        .await;
    assert!(line.set_root(2, &root()).await);
}

#[tokio::test]
async fn a_void_draw_takes_its_places_with_it_and_stays_published() {
    let line = Line::gathering().await;
    line.announce(&drand()).await;
    line.time_passes(40).await;
    line.seal().await;
    line.set_root(1, &root()).await;
    line::lease(line.pool(), line.event, 1, 16)
        .await
        .expect("leased");
    assert_eq!(line.announce(&drand()).await, Some(2));
    assert_eq!(line.room().await.next_place, 1);
    assert_eq!(
        line::lease(line.pool(), line.event, 1, 16)
            .await
            .expect("answered"),
        None
    );
    assert!(!line.set_value(1).await);
    let all = draws::all(line.pool(), line.event).await.expect("read");
    assert_eq!(
        all.iter()
            .map(|draw| (draw.draw, draw.root.clone()))
            .collect::<Vec<_>>(),
        [(1, Some(root())), (2, None)]
    );
}

#[tokio::test]
async fn a_draw_is_not_announced_too_late() {
    let line = Line::gathering().await;
    line::lease(line.pool(), line.event, 0, 16)
        .await
        .expect("leased");
    assert_eq!(
        line.announce("none").await,
        None,
        "fans have places in order of arrival"
    );
    let line = Line::without_room().await;
    line.switch(on(10)).await;
    line.announce("none").await.expect("nobody has a place yet");
    line.time_passes(40).await;
    line.seal().await;
    line.set_root(1, &root()).await;
    draws::set_value(line.pool(), line.event, 1, None, &[0; 32])
        .await
        .expect("drawn");
    assert_eq!(line.announce("none").await, None, "the draw has a value");
}

#[tokio::test]
async fn many_entries_are_read_page_by_page() {
    let line = Line::gathering().await;
    line.announce("none").await;
    for entry in 0..205 {
        line.enter(1, entry).await;
    }
    let (mut all, mut next, mut pages) = (Vec::new(), Some(0), 0);
    while let Some(page) = next {
        let page = entries::page(line.pool(), line.event, 1, page)
            .await
            .expect("read");
        all.extend(page.entries);
        next = page.next;
        pages += 1;
    }
    assert_eq!((all.len(), pages), (205, 3));
    let crowd: Vec<[u8; 16]> = (0..25_000_u128).map(u128::to_be_bytes).collect();
    assert!(
        entries::enter(line.pool(), line.event, 1, &crowd)
            .await
            .expect("entered")
    );
    let rows = "select count(*) from waiting_batch where octet_length(entries) > 16";
    assert_eq!(line.database.number(rows).await, 3, "10,000 in a row");
}
