//! Which data is removed after a while, and which never.

use boxoffice::{
    BoxOffice,
    retention::{PruneReport, RetentionCutoffs, prune},
};
use domain::{
    BuyerId, EventId, SeatNo,
    selling::{Booking, BookingRequest, IdempotencyKey},
};
use futures::StreamExt;
use testing::{Hall, TestDatabase};

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

async fn hold(office: &BoxOffice, buyer: BuyerId, event: EventId, seats: &[u32]) -> Booking {
    let request = BookingRequest::seats(seats.iter().copied().map(SeatNo).collect());
    office
        .hold(buyer, event, &fresh_key(), request)
        .await
        .expect("held")
}

async fn buy(office: &BoxOffice, event: EventId, seats: &[u32]) {
    let buyer = BuyerId::new();
    let held = hold(office, buyer, event, seats).await;
    let token = office
        .sandbox_token("4242 4242 4242 4242")
        .await
        .expect("a token");
    office
        .pay(buyer, held.id, &fresh_key(), &token)
        .await
        .expect("paid");
}

/// A shop that has sold seats 7 and 8, revoked 20 and 30, and refused a card for 40, and has no
/// unfinished work.
struct Shop {
    database: TestDatabase,
    office: BoxOffice,
    event: EventId,
}

impl Shop {
    async fn open() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await.id;
        let office = database.box_office().await;
        buy(&office, event, &[7, 8]).await;
        for seat in [20, 30, 40] {
            let buyer = BuyerId::new();
            let held = hold(&office, buyer, event, &[seat]).await;
            if seat == 40 {
                let token = office
                    .sandbox_token("4000 0000 0000 0002")
                    .await
                    .expect("a token");
                office
                    .pay(buyer, held.id, &fresh_key(), &token)
                    .await
                    .expect_err("declined");
            }
            office.release(buyer, held.id).await.expect("released");
        }
        Self {
            database,
            office,
            event,
        }
    }

    /// Moves everything that happened so far into the past.
    async fn days_pass(&self, days: u32) {
        self.database
            .execute(&format!(
                "update booking set expires_at = expires_at - interval '{days} days', created_at = created_at - interval '{days} days';
                 update event set starts_at = starts_at - interval '400 days' - interval '{days} days',
                                  ends_at = ends_at - interval '400 days' - interval '{days} days';
                 update hold_answer set at = at - interval '{days} days'"
            ))
            .await;
    }

    async fn prune(&self) -> PruneReport {
        let now = store::retention::now(self.database.pool())
            .await
            .expect("the time");
        prune(self.database.pool(), RetentionCutoffs::usual(now), |_| {})
            .await
            .expect("pruned")
    }

    async fn number(&self, sql: &str) -> i64 {
        self.database.number(sql).await
    }
}

#[tokio::test]
async fn unsold_holds_are_removed_after_thirty_days_but_sales_and_payments_never() {
    let shop = Shop::open().await;
    shop.days_pass(29).await;
    assert_eq!(shop.prune().await.bookings, 0);
    shop.days_pass(2).await;
    let (stamps, tickets) = (
        shop.number("select count(*) from payment_stamp").await,
        shop.number("select count(*) from ticket").await,
    );
    assert_eq!(shop.prune().await.bookings, 2, "those of seats 20 and 30");
    assert_eq!(
        shop.number("select count(*) from booking where status = 'confirmed'")
            .await,
        1
    );
    assert_eq!(
        shop.number("select count(*) from booking where status = 'cancelled'")
            .await,
        1,
        "somebody tried to pay for seat 40"
    );
    assert_eq!(shop.number("select count(*) from booking_seat").await, 3);
    assert_eq!(
        shop.number("select count(*) from payment_stamp").await,
        stamps
    );
    assert_eq!(shop.number("select count(*) from ticket").await, tickets);
    assert_eq!(
        shop.database.violations().await,
        Vec::<String>::new(),
        "no answer names a booking that is gone"
    );
    assert_eq!(
        shop.prune().await,
        PruneReport::default(),
        "a second time removes nothing"
    );
}

#[tokio::test]
async fn frames_of_a_past_event_become_one_checkpoint_that_fsck_replays_from() {
    let shop = Shop::open().await;
    let frames = shop.number("select count(*) from seat_log").await;
    assert_eq!(shop.prune().await.frames, 0, "the event is to come");
    shop.days_pass(0).await;
    assert_eq!(shop.prune().await.frames, frames.unsigned_abs());
    assert_eq!(shop.number("select count(*) from seat_log").await, 0);
    assert_eq!(shop.number("select v from seat_checkpoint").await, frames);
    assert_eq!(shop.database.violations().await, Vec::<String>::new());

    // The log continues after it, and is archived again.
    shop.database.execute("select write_frame(event_id, array[4 * 50 + 3], -1, 0, 0, 1) from event_version; update seat_status set status = 3 where seat_no = 50").await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
    assert_eq!(shop.prune().await.frames, 1);
    assert_eq!(
        shop.number("select v from seat_checkpoint").await,
        frames + 1
    );
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_checkpoint_hides_no_fault() {
    // A fault before or after the checkpoint is found as with the frames themselves.
    for (before, after, expected) in [
        (
            "update seat_log set frame = array[4 * 7] where v = 2",
            "",
            "seat 7 is sold, but the log leaves it available",
        ),
        (
            "",
            "update seat_status set status = 3, booking_id = null where seat_no = 7",
            "seat 7 is blocked, but the log leaves it sold",
        ),
        (
            "delete from seat_log where v = 2",
            "",
            "frames up to version",
        ),
        (
            "",
            "update event_version set v = v + 1",
            "frames after the checkpoint at version",
        ),
        (
            "",
            "update seat_checkpoint set frame = frame || 4 * 100",
            "the log names seat 100, which is not there",
        ),
        (
            "",
            "insert into seat_log (event_id, v, frame) select event_id, 1, array[4] from event_version",
            "that its checkpoint at version",
        ),
    ] {
        let shop = Shop::open().await;
        if !before.is_empty() {
            shop.database.execute(before).await;
        }
        shop.days_pass(0).await;
        shop.prune().await;
        if !after.is_empty() {
            shop.database.execute(after).await;
        }
        let found = shop.database.violations().await;
        assert!(
            found.iter().any(|violation| violation.contains(expected)),
            "{before}{after}: expected `{expected}` among {found:#?}"
        );
    }
}

#[tokio::test]
async fn a_server_that_is_behind_an_archived_version_reads_the_seats_again() {
    let shop = Shop::open().await;
    let behind = shop.database.box_office().await;
    let mut watcher = behind.watch(shop.event, None).await.expect("a stream");
    let snapshot =
        String::from_utf8(watcher.next().await.expect("a snapshot").to_vec()).expect("text");
    assert!(snapshot.contains("event: snapshot"));
    // All frames are archived before the other server has read them, and nobody notified it.
    shop.database
        .execute(
            "select write_frame(event_id, array[4 * 50 + 3], -1, 0, 0, 1) from event_version;
             update seat_status set status = 3 where seat_no = 50;
             select archive_frames(event_id, 1000) from event_version",
        )
        .await;
    let next = tokio::time::timeout(std::time::Duration::from_secs(30), watcher.next())
        .await
        .expect("it notices")
        .expect("a message");
    let next = String::from_utf8(next.to_vec()).expect("text");
    assert!(next.contains("event: snapshot"), "{next}");
    drop(shop.office);
}

#[tokio::test]
async fn many_frames_are_archived_in_batches() {
    let shop = Shop::open().await;
    let frames = shop.number("select count(*) from seat_log").await;
    shop.days_pass(0).await;
    for archived in 1..=frames {
        assert_eq!(
            store::retention::archive_frames(shop.database.pool(), shop.event, 1)
                .await
                .expect("archived"),
            1
        );
        assert_eq!(shop.number("select v from seat_checkpoint").await, archived);
        assert_eq!(shop.database.violations().await, Vec::<String>::new());
    }
    assert_eq!(
        store::retention::archive_frames(shop.database.pool(), shop.event, 1)
            .await
            .expect("archived"),
        0
    );
}

#[tokio::test]
async fn finished_work_is_removed_after_ninety_days() {
    let shop = Shop::open().await;
    shop.database
        .execute(
            "insert into money_job (kind, payment_id, done_at) select 'close', id, now() from payment limit 1;
             insert into payment_notice (provider, reference, body, settled_at) values ('sandbox', 'a', '{}', now())",
        )
        .await;
    assert_eq!(shop.prune().await.work, 0);
    shop.database
        .execute(
            "update money_job set done_at = now() - interval '91 days'; update payment_notice set settled_at = now() - interval '91 days'",
        )
        .await;
    assert_eq!(shop.prune().await.work, 2);
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn pruning_and_sales_do_not_wait_for_each_other() {
    let shop = Shop::open().await;
    shop.days_pass(40).await;
    // A slow sale has locked the event.
    let mut sale = shop.database.pool().begin().await.expect("a transaction");
    sqlx::query("select from event_version for update")
        .execute(&mut *sale)
        .await
        .expect("its lock");
    let pruned = tokio::time::timeout(std::time::Duration::from_secs(8), shop.prune())
        .await
        .expect("it does not wait");
    assert!(pruned.bookings == 2 && pruned.frames > 0, "{pruned:?}");
    sale.rollback().await.expect("over");
}

#[tokio::test]
async fn passes_and_calls_are_removed_ninety_days_after_the_event_but_draws_never() {
    let shop = Shop::open().await;
    let event = shop.event;
    shop.database
        .execute(&format!(
            "insert into waiting_room (event_id, mode, state, next_place, serving) values ({event}, 'on', 'open', 101, 10);
             insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at)
             select {event}, 1, sha256('\\x66726f6e74726f772d647261772d312f7365656400'::bytea || sha256('s')), sha256('s'), 'none', now(), now();
             insert into waiting_batch (event_id, draw, entries) values ({event}, 1, sha256('two entries'));
             insert into waiting_call (event_id, upto) values ({event}, 5), ({event}, 10);
             insert into waiting_pass (event_id, place, buyer_id, claimed_at, until, seen_at)
             select {event}, n, gen_random_uuid(), now(), now() + interval '1 minute', now() from generate_series(1, 3) n;"
        ))
        .await;
    let end = |days: u32| {
        format!(
            "update event set starts_at = now() - interval '200 days', ends_at = now() - interval '{days} days'"
        )
    };
    shop.database.execute(&end(89)).await;
    assert_eq!(shop.prune().await.lines, 0);
    shop.database.execute(&end(91)).await;
    assert_eq!(shop.prune().await.lines, 5);
    assert_eq!(
        shop.number("select count(*) from waiting_draw").await
            + shop.number("select count(*) from waiting_batch").await,
        2
    );
    assert_eq!(shop.prune().await.lines, 0, "a second time removes nothing");
}

#[tokio::test]
async fn answers_of_yesterday_are_removed_some_at_a_time() {
    let shop = Shop::open().await;
    let before = shop.number("select count(*) from hold_answer").await;
    sqlx::query(
        "insert into hold_answer (event_id, buyer_id, key, fingerprint, lost, at)
         select $1, gen_random_uuid(), 'key', '\\x00', '{1}', now() - interval '25 hours'
         from generate_series(1, 25)",
    )
    .bind(shop.event.0)
    .execute(shop.database.pool())
    .await
    .expect("written");
    let forget = async || {
        store::desk::forget_old_answers(shop.database.pool(), 10)
            .await
            .expect("removed")
    };
    assert_eq!(
        [forget().await, forget().await, forget().await],
        [10, 10, 5]
    );
    assert_eq!(
        shop.number("select count(*) from hold_answer").await,
        before
    );
}
