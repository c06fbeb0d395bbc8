//! Nobody enters a sealed draw, and nobody is admitted before their turn or twice.

use domain::{BuyerId, waiting::ClaimOutcome};
use store::waiting::{draws, line};

use crate::{
    goes_well, goes_well_without, goes_wrong,
    removals::{
        DRAW_TEST_OF_ROOMS, LOCK_OF_ENTRIES, PASS_TEST_OF_CLAIMS, PASSES_ARE_CALLED,
        PLACE_TEST_OF_CLAIMS, ROOMS_GO_ON, UNIQUE_LIVING_PASS,
    },
    shop::{Shop, unless},
};

/// A draw that closed a minute ago.
const CLOSED_DRAW: &str = "insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at)
     select r.event_id, 1, sha256('\\x66726f6e74726f772d647261772d312f7365656400'::bytea || sha256('s')), sha256('s'), 'none', e.on_sale_at,
            now() - interval '1 minute'
     from waiting_room r join event e on e.id = r.event_id";

/// Makes the next step due.
const DUE: &str = "update waiting_room set stepped_at = stepped_at - interval '1 second'";

impl Shop {
    /// Opens a waiting room for ten buyers, with many free places.
    async fn open_room(&self) {
        let event = self.event.id;
        self.database
            .execute(&format!("select queue_switch({event}, 'on', false, null, 10, null, null, null, null); select queue_lease({event}, 0::smallint, 4096); {DUE}"))
            .await;
    }

    async fn step(&self) {
        let _ = line::step(self.database.pool(), self.event.id, &[], false).await;
    }

    async fn claim(&self, place: i64, buyer: BuyerId) -> bool {
        let outcome = line::claim(self.database.pool(), self.event.id, 0, place, buyer).await;
        matches!(outcome, Ok(Some(ClaimOutcome::Admitted(_))))
    }
}

/// A server is writing an entry while the draw is being sealed.
async fn entered_during_the_seal(shop: Shop) -> Vec<String> {
    shop.open_room().await;
    shop.database.execute(CLOSED_DRAW).await;
    let theirs = shop
        .somebody_elses("select queue_enter(1, 1::smallint, decode(repeat('05', 16), 'hex'))")
        .await;
    let (pool, event) = (shop.database.pool().clone(), shop.event.id);
    let seal = tokio::spawn(async move { draws::seal(&pool, event).await });
    let waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    while !seal.is_finished() && shop.database.number(waits).await == 0 {
        tokio::task::yield_now().await;
    }
    let entries = "select count(*) from waiting_batch";
    let sealed_with = if seal.is_finished() {
        Some(shop.database.number(entries).await)
    } else {
        None
    };
    theirs.commit().await.expect("written");
    seal.await.expect("joins").expect("sealed");
    let in_the_end = shop.database.number(entries).await;
    let sealed_with = sealed_with.unwrap_or(in_the_end);
    unless(
        sealed_with == in_the_end,
        format!("sealed with {sealed_with} entries of {in_the_end}"),
    )
}

#[tokio::test]
async fn no_entry_is_written_after_the_seal() {
    goes_well(entered_during_the_seal).await;
    goes_wrong(
        &[LOCK_OF_ENTRIES],
        "sealed with 0 entries of 1",
        entered_during_the_seal,
    )
    .await;
}

/// A buyer claims a place that was not called.
async fn claimed_too_early(shop: Shop) -> Vec<String> {
    shop.open_room().await;
    shop.step().await;
    // There is room inside, so only the order of places keeps the buyer out.
    shop.database
        .execute("update waiting_room set target = 100")
        .await;
    let admitted = shop.claim(13, BuyerId::new()).await;
    shop.and_violations(unless(!admitted, "a buyer was admitted before their turn"))
        .await
}

#[tokio::test]
async fn nobody_is_admitted_before_their_turn() {
    goes_well(claimed_too_early).await;
    goes_well_without(&[PLACE_TEST_OF_CLAIMS], claimed_too_early).await;
    goes_wrong(
        &[PLACE_TEST_OF_CLAIMS, PASSES_ARE_CALLED],
        "8: place 13 has a pass",
        claimed_too_early,
    )
    .await;
}

/// A buyer claims two places.
async fn claimed_two_places(shop: Shop) -> Vec<String> {
    shop.open_room().await;
    shop.step().await;
    let buyer = BuyerId::new();
    let admitted = [shop.claim(1, buyer).await, shop.claim(2, buyer).await];
    shop.and_violations(unless(
        admitted == [true, false],
        format!("admitted: {admitted:?}"),
    ))
    .await
}

#[tokio::test]
async fn a_buyer_has_one_valid_pass() {
    goes_well(claimed_two_places).await;
    goes_well_without(&[PASS_TEST_OF_CLAIMS], claimed_two_places).await;
    goes_wrong(
        &[PASS_TEST_OF_CLAIMS, UNIQUE_LIVING_PASS],
        "has 2 passes at a time",
        claimed_two_places,
    )
    .await;
}

/// The sale has opened, and the draw has no result.
async fn stepped_without_a_result(shop: Shop) -> Vec<String> {
    shop.open_room().await;
    shop.database.execute(CLOSED_DRAW).await;
    shop.step().await;
    let serving = shop
        .database
        .number("select serving from waiting_room")
        .await;
    shop.and_violations(unless(
        serving == 0,
        format!("places up to {serving} are called"),
    ))
    .await
}

#[tokio::test]
async fn nobody_is_called_before_the_result_of_the_draw() {
    goes_well(stepped_without_a_result).await;
    goes_well_without(&[DRAW_TEST_OF_ROOMS], stepped_without_a_result).await;
    goes_wrong(
        &[DRAW_TEST_OF_ROOMS, ROOMS_GO_ON],
        "but draw 1 has no value",
        stepped_without_a_result,
    )
    .await;
}
