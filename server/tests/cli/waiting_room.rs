//! `frontrow waiting-room`

use domain::waiting::DrandChain;
use testing::{Hall, TestDatabase};
use time::Duration;

use crate::operating::{check, frontrow};

/// `evening-1`, whose sale opens after this time.
async fn opens_in(wait: Duration) -> TestDatabase {
    let database = TestDatabase::new().await;
    Hall {
        on_sale_in: wait,
        ..Hall::default()
    }
    .open(&database)
    .await;
    database
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_opens_changes_pauses_and_closes_a_room_and_sees_its_status() {
    let database = opens_in(Duration::hours(1)).await;
    let run = |words: &[&str]| frontrow(&database, &[&["waiting-room"][..], words].concat());
    check(
        &run(&["status", "evening-1"]),
        0,
        "evening-1 has no waiting room: everybody may buy.",
        "",
    );
    check(
        &run(&["pause", "evening-1"]),
        1,
        "",
        "the waiting room is off, so there is nothing to pause; nothing was changed",
    );
    check(
        &run(&["on", "nowhere"]),
        1,
        "",
        "there is no event `nowhere`",
    );
    let wrong = run(&["on", "evening-1", "--target", "0"]);
    check(
        &wrong,
        2,
        "",
        "invalid value '0' for '--target <FANS>': must be a whole number from 1 to 100000",
    );
    check(
        &run(&["on", "evening-1", "--proof-of-work", "25"]),
        2,
        "",
        "'--proof-of-work <BITS>': must be a whole number from 0 to 24",
    );
    check(
        &run(&["on", "evening-1", "--gathers-at", "soon"]),
        2,
        "",
        "`soon` is no moment like 2027-01-31T18:30:00Z",
    );

    let opened = run(&[
        "on",
        "evening-1",
        "--target",
        "300",
        "--per-second",
        "20",
        "--claim-seconds",
        "60",
        "--shop-seconds",
        "500",
    ]);
    check(
        &opened,
        0,
        "evening-1: the waiting room is on. Now it is gathering: fans join, and sales have not opened.",
        "",
    );
    check(
        &opened,
        0,
        "unless `frontrow waiting-room draw evening-1` announces a draw",
        "",
    );
    check(
        &run(&["pause", "evening-1"]),
        0,
        "evening-1: the waiting room is paused.",
        "",
    );
    // A setting changes, and the pause stays.
    check(
        &run(&[
            "on",
            "1",
            "--target",
            "200",
            "--per-address",
            "7",
            "--proof-of-work",
            "17",
        ]),
        0,
        "1: the waiting room is on.",
        "",
    );
    let status = run(&["status", "evening-1"]);
    for row in [
        "mode        on, paused by an operator",
        "state       gathering: fans join, and sales have not opened",
        "fans see    their place, and when sales open",
        "inside      0 of at most 200",
        "line        0 wait; place 0 is called, and place 0 is the last that was given",
        "rate        not known yet",
        "seats       100 available, 0 held",
        "limits      20 places a second, 60 s to take a turn, 500 s to shop, 7 entries from one address",
        "work        17 bits for each fan who joins",
        "draw        none: fans get places in the order in which they come",
    ] {
        check(&status, 0, row, "");
    }
    check(
        &run(&["resume", "evening-1"]),
        0,
        "evening-1: the waiting room goes on.",
        "",
    );
    check(
        &run(&["off", "evening-1"]),
        0,
        "evening-1: the waiting room is off. Everybody may buy.",
        "",
    );
    check(
        &run(&["auto", "evening-1"]),
        0,
        "evening-1: the waiting room is auto. Now it is off: everybody may buy.",
        "",
    );
    assert_eq!(database.number("select count(*) from waiting_room where mode = 'auto' and target = 200 and not paused").await, 1);
    assert_eq!(database.number("select count(*) from operator_action where action = 'waiting_room' and who <> 'unknown'").await, 6);
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_announces_draws_and_sets_the_value_of_the_last_one() {
    let database = opens_in(Duration::hours(1)).await;
    let run = |words: &[&str]| frontrow(&database, &[&["waiting-room"][..], words].concat());
    check(
        &run(&["draw", "evening-1"]),
        1,
        "",
        "evening-1 has no waiting room: `frontrow waiting-room on evening-1` opens one",
    );
    check(
        &run(&["beacon", "evening-1", "1 2 3"]),
        1,
        "",
        "evening-1 has no draw: `frontrow waiting-room draw evening-1` announces one",
    );
    check(&run(&["on", "evening-1"]), 0, "", "");
    check(
        &run(&["draw", "evening-1", "--closes-at", "2020-01-01T00:00:00Z"]),
        1,
        "",
        "closes at 2020-01-01T00:00:00Z is too early",
    );
    check(
        &run(&["draw", "evening-1", "--beacon", "dice"]),
        2,
        "",
        "a beacon is `drand`, `announced/TEXT`",
    );

    let drand = run(&["draw", "evening-1"]);
    check(
        &drand,
        0,
        "evening-1: draw 1 is announced. It closes at ",
        "",
    );
    check(
        &drand,
        0,
        "decided by   drand/52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971/",
        "",
    );
    let closes =
        "select extract(epoch from opens_at - closes_at)::bigint from waiting_draw where draw = 1";
    assert_eq!(database.number(closes).await, 90);
    check(
        &run(&["beacon", "evening-1", "00ff"]),
        1,
        "",
        "which needs exactly 96 hexadecimal digits in lower case",
    );

    check(
        &run(&[
            "draw",
            "evening-1",
            "--beacon",
            "announced/The lottery of Saturday",
        ]),
        0,
        "draw 2 is announced",
        "",
    );
    let status = run(&["status", "evening-1"]);
    check(
        &status,
        0,
        "draw        2, decided by announced/The lottery of Saturday",
        "",
    );
    check(
        &status,
        0,
        "value       not yet: the draw is not sealed",
        "",
    );
    check(
        &run(&["beacon", "evening-1", "1 2 3"]),
        1,
        "",
        "the draw has no root yet, or it is void; nothing was changed",
    );
    // As a server does after the close.
    let zero = "decode(repeat('00', 32), 'hex')";
    let seal = format!(
        "update waiting_draw set sealed_at = clock_timestamp(), count = 0, root = {zero}, closing = {zero} where draw = 2"
    );
    database.execute(&seal).await;
    check(
        &run(&["status", "evening-1"]),
        0,
        "value       not yet: the draw waits for it",
        "",
    );
    check(
        &run(&["beacon", "evening-1", "1 2 3"]),
        0,
        "evening-1: the draw has its value, and its seed is published.",
        "",
    );
    check(
        &run(&["draw", "evening-1"]),
        1,
        "",
        "draw 2 has its result: there is no second choice; nothing was changed",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shop_can_draw_with_another_chain_of_drand() {
    let database = opens_in(Duration::hours(1)).await;
    let run = |words: &[&str]| frontrow(&database, &[&["waiting-room"][..], words].concat());
    check(&run(&["on", "evening-1"]), 0, "", "");
    check(
        &run(&["draw", "evening-1", "--beacon-chain", "default"]),
        2,
        "",
        "a chain is `quicknet`, or `HASH/KEY/GENESIS/PERIOD`",
    );
    let hash = "07".repeat(32);
    let chain = format!("{hash}/{}/1692803367/30", DrandChain::QUICKNET.key);
    let drawn = run(&["draw", "evening-1", "--beacon-chain", chain.as_str()]);
    check(&drawn, 0, &format!("decided by   drand/{hash}/"), "");
    let signature = "07".repeat(48);
    check(
        &run(&["beacon", "evening-1", signature.as_str()]),
        1,
        "",
        "and for no round of this chain",
    );
    let checked = run(&[
        "beacon",
        "evening-1",
        signature.as_str(),
        "--beacon-chain",
        chain.as_str(),
    ]);
    check(&checked, 1, "", "not a signature of this scheme");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draw_that_closes_before_an_opening_in_the_past_is_refused() {
    let database = opens_in(Duration::days(-1)).await;
    let run = |words: &[&str]| frontrow(&database, &[&["waiting-room"][..], words].concat());
    check(
        &run(&["on", "evening-1"]),
        0,
        "Now it is open: places are called.",
        "",
    );
    check(
        &run(&["draw", "evening-1"]),
        1,
        "",
        "a draw that closes 90 s before the opening is too early or too late; name another time",
    );
}
