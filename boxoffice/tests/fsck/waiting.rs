//! Rule 8 of `frontrow fsck`: a waiting room admits nobody before their turn, and keeps its draw.

use crate::shop::Shop;

/// A room with two passes and two calls.
const ROOM: &str = "insert into waiting_room (event_id, mode, state, next_place, serving) values (1, 'on', 'open', 101, 10);
    insert into waiting_call (event_id, upto, at) values (1, 5, now() - interval '2 seconds'), (1, 10, now() - interval '1 second');
    insert into waiting_pass (event_id, place, buyer_id, claimed_at, until, seen_at)
    select 1, n, gen_random_uuid(), now(), now() + interval '1 minute', now() from generate_series(1, 2) n;";

const DRAW: &str =
    "insert into waiting_draw (event_id, draw, commitment, seed, beacon, opens_at, closes_at, sealed_at, count, root, closing)
    select 1, 1, sha256('\\x66726f6e74726f772d647261772d312f7365656400'::bytea || sha256('s')), sha256('s'), 'none', now(), now(), now(), 0,
           sha256(''), sha256('c');";

/// Breaks the tables of a room with triggers off, and expects `fsck` to report this and nothing
/// else.
async fn check(sql: &str, expected: &str) {
    check_all(sql, &[expected]).await;
}

/// Like `check`, with several reports.
async fn check_all(sql: &str, expected: &[&str]) {
    let shop = Shop::open().await;
    shop.database.execute(ROOM).await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
    shop.database.execute(sql).await;
    let found = shop.database.violations().await;
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (violation, expected) in found.iter().zip(expected) {
        assert!(violation.contains(expected), "{violation}");
    }
}

#[tokio::test]
async fn finds_a_pass_for_a_place_that_was_not_called() {
    let sql = "alter table waiting_pass disable trigger user; update waiting_pass set place = 11 where place = 2";
    check(
        sql,
        "8: place 11 has a pass, but places are called up to 10",
    )
    .await;
}

#[tokio::test]
async fn finds_a_buyer_with_two_passes() {
    let sql = "alter table waiting_pass disable trigger user; drop index waiting_pass_living;
        update waiting_pass set buyer_id = '00000000-0000-0000-0000-000000000001'";
    check(
        sql,
        "8: buyer 00000000-0000-0000-0000-000000000001 has 2 passes at a time",
    )
    .await;
}

#[tokio::test]
async fn finds_calls_out_of_order() {
    let sql = "alter table waiting_call disable trigger user; update waiting_call set at = now() where upto = 5";
    check(sql, "8: places up to 10 were called at").await;
}

#[tokio::test]
async fn finds_a_call_beyond_the_rooms_last() {
    check(
        "insert into waiting_call (event_id, upto) values (1, 11)",
        "8: the room serves place 10, but places were called up to 11",
    )
    .await;
}

#[tokio::test]
async fn finds_a_call_before_the_draw_had_its_value() {
    check(
        DRAW,
        "8: places are called up to 10, but draw 1 has no value",
    )
    .await;
}

#[tokio::test]
async fn finds_a_draw_whose_places_were_given_to_others() {
    let drawn = "update waiting_draw set value = sha256('v'), drawn_at = now();
        alter table waiting_draw disable trigger user; update waiting_draw set count = 101";
    let given = "8: draw 1 has 101 entries, but places from 101 on were given";
    check_all(
        &format!("{DRAW} {drawn}"),
        &[
            given,
            "8: the published root of draw 1 is not that of its entries",
        ],
    )
    .await;
}

#[tokio::test]
async fn finds_an_entry_that_came_after_the_root() {
    let drawn = "update waiting_draw set value = sha256('v'), drawn_at = now(); alter table waiting_batch disable trigger user;
        insert into waiting_batch (event_id, draw, entries) values (1, 1, '\\x00112233445566778899aabbccddeeff')";
    check(
        &format!("{DRAW} {drawn}"),
        "8: the published root of draw 1 is not that of its entries",
    )
    .await;
}
