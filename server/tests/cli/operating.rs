//! The commands of operators, as a shell runs them.

use std::process::{Command, Output};

use testing::{Hall, TestDatabase};

pub fn frontrow(database: &TestDatabase, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontrow"));
    command
        .args(words)
        .env("DATABASE_URL", database.url())
        .env("FRONTROW_LOG", "warn");
    command.output().expect("the program runs")
}

#[track_caller]
pub fn check(output: &Output, code: i32, out: &str, complaint: &str) {
    let (said, complained) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert_eq!(output.status.code(), Some(code), "{said}{complained}");
    assert!(said.contains(out), "{said}");
    assert!(complained.contains(complaint), "{complained}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_pauses_resumes_blocks_and_unblocks_and_reads_the_record() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let run = |words: &[&str]| frontrow(&database, words);
    check(
        &run(&["event", "pause", "evening-1", "--reason", "A wrong price."]),
        0,
        "evening-1: the sale is paused",
        "",
    );
    check(
        &run(&["event", "pause", "1"]),
        0,
        "1: the sale was paused already",
        "",
    );
    check(
        &run(&["event", "resume", "evening-1"]),
        0,
        "the sale goes on",
        "",
    );
    check(
        &run(&["event", "block", "evening-1", "Stalls", "1", "1-3"]),
        0,
        "3 seats blocked, 0 were so already, 0 left alone",
        "",
    );
    check(
        &run(&["event", "block", "evening-1", "Stalls 1 4; Stalls 2"]),
        0,
        "11 seats blocked",
        "",
    );
    check(
        &run(&["event", "unblock", "evening-1", "0-1"]),
        0,
        "2 seats unblocked",
        "",
    );
    let unknown = run(&["event", "block", "evening-1", "Stalls 1 9-12; Balcony"]);
    check(&unknown, 1, "", "there is no seat `12` in row 1 of Stalls");
    check(&unknown, 1, "", "`Balcony` names no part of the hall");
    check(
        &run(&["event", "pause", "nowhere"]),
        1,
        "",
        "there is no event `nowhere`",
    );
    check(&run(&["event", "pause"]), 2, "", "Usage");

    let log = run(&["event", "log", "evening-1"]);
    check(&log, 0, "pause", "");
    let log = String::from_utf8_lossy(&log.stdout).into_owned();
    let actions: Vec<&str> = log
        .lines()
        .filter_map(|line| line.split("  ").nth(1))
        .collect();
    assert_eq!(actions, ["pause", "resume", "block", "block", "unblock"]);
    assert!(
        log.lines().all(|line| line
            .split("  ")
            .nth(2)
            .is_some_and(|who| who.contains('@') && !who.starts_with("unknown"))),
        "{log}"
    );
    assert_eq!(database.violations().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_prints_its_effects_and_waits_for_confirmation() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let is_cancelled = "select count(*) from event where cancelled_at is not null";
    let unconfirmed = frontrow(&database, &["event", "cancel", "evening-1"]);
    check(
        &unconfirmed,
        3,
        "Bookings to refund in full: 0. Sum that goes back: nothing.",
        "",
    );
    check(
        &unconfirmed,
        3,
        "Payments that cannot be refunded automatically: 0.",
        "",
    );
    let said = String::from_utf8_lossy(&unconfirmed.stdout).into_owned();
    let code = said
        .split("--confirm ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .expect("a code")
        .to_owned();
    assert_eq!(database.number(is_cancelled).await, 0);
    let wrong = frontrow(
        &database,
        &["event", "cancel", "evening-1", "--confirm", "12345678"],
    );
    check(&wrong, 1, "", "is not the code of this cancellation");
    assert_eq!(database.number(is_cancelled).await, 0);
    for _ in 0..2 {
        check(
            &frontrow(
                &database,
                &["event", "cancel", "evening-1", "--confirm", &code],
            ),
            0,
            "evening-1 is cancelled",
            "",
        );
        assert_eq!(database.number(is_cancelled).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sets_the_terms_of_refunds_and_moves_an_event() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let run = |words: &[&str]| frontrow(&database, &[&["event"][..], words].concat());
    check(
        &run(&["refunds", "evening-1", "--hours", "48", "--fee", "200"]),
        0,
        "until 48 hours before the event",
        "",
    );
    assert_eq!(
        database
            .number("select (refund_hours + refund_fee)::bigint from event")
            .await,
        248
    );
    check(
        &run(&["refunds", "evening-1", "--hours", "9000"]),
        1,
        "",
        "give at most 8760 hours",
    );
    check(
        &run(&["refunds", "evening-1"]),
        0,
        "buyers cannot give tickets back",
        "",
    );
    check(
        &run(&[
            "move",
            "evening-1",
            "--starts-at",
            "2099-03-12T19:30:00+02:00",
        ]),
        0,
        "tickets stay valid, and 0 buyers get a letter",
        "",
    );
    assert_eq!(database.number("select count(*) from event where starts_at = '2099-03-12T17:30:00Z' and moved_at is not null").await, 1);
    check(
        &run(&["move", "evening-1", "--starts-at", "2020-03-12T19:30:00Z"]),
        1,
        "",
        "the date is over",
    );
    check(
        &run(&["move", "evening-1", "--starts-at", "tomorrow"]),
        2,
        "",
        "is no time",
    );
    let log = run(&["log", "evening-1"]);
    check(&log, 0, "move", "");
    check(&log, 0, "set_refunds", "");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_reads_what_was_sold_and_what_is_owed() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let sales = frontrow(&database, &["sales", "evening-1", "--csv"]);
    check(
        &sales,
        0,
        "price_level,price,currency,sold,held,refunded,takings,vat\n\"",
        "",
    );
    check(&sales, 0, ",6000,EUR,0,0,0,0,0\n", "");
    check(
        &frontrow(&database, &["sales", "nowhere"]),
        1,
        "",
        "there is no event `nowhere`",
    );
    check(&frontrow(&database, &["payments", "debts"]), 0, "", "");
    let paid = frontrow(
        &database,
        &["payments", "paid", "0198f0a0-0000-7000-8000-000000000007"],
    );
    check(&paid, 1, "", "neither failed nor was made at the provider");
}
