//! `frontrow promo`

use testing::{Hall, TestDatabase};

use crate::operating::{check, frontrow};

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_creates_lists_and_revokes_promo_codes() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let run = |words: &[&str]| frontrow(&database, &[&["promo"][..], words].concat());
    check(
        &run(&["add", "spring-10", "--percent", "10", "--max-uses", "100"]),
        0,
        "SPRING-10 is given out",
        "",
    );
    check(
        &run(&["add", "SPRING-10", "--percent", "20"]),
        1,
        "",
        "there is a code `SPRING-10` already",
    );
    let friends = run(&[
        "add",
        "FRIENDS",
        "--amount",
        "500",
        "--currency",
        "EUR",
        "--event",
        "evening-1",
        "--until",
        "2099-01-01T00:00:00Z",
    ]);
    check(&friends, 0, "FRIENDS is given out", "");
    check(
        &run(&["list"]),
        0,
        "SPRING-10  10 % off  all events  0 of 100 uses  valid",
        "",
    );
    check(
        &run(&["list"]),
        0,
        "FRIENDS  €5 off each seat  event evening-1  0 uses  until 2099-01-01T00:00:00Z",
        "",
    );
    check(
        &run(&["revoke", "SPRING-10"]),
        0,
        "SPRING-10 is revoked",
        "",
    );
    check(
        &run(&["revoke", "SPRING-10"]),
        1,
        "",
        "there is no valid code `SPRING-10`",
    );
    check(&run(&["list"]), 0, "0 of 100 uses  revoked ", "");
    assert_eq!(
        database
            .number("select count(*) from operator_action where action like '%promo_code'")
            .await,
        3
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invalid_promo_code_is_refused() {
    let database = TestDatabase::new().await;
    let run = |words: &[&str]| frontrow(&database, &[&["promo", "add"][..], words].concat());
    check(&run(&["AB", "--percent", "10"]), 2, "", "3 to 40 letters");
    for words in [
        &["ABC"][..],
        &["ABC", "--percent", "0"],
        &["ABC", "--amount", "5"],
        &[
            "ABC",
            "--percent",
            "5",
            "--amount",
            "5",
            "--currency",
            "EUR",
        ],
    ] {
        assert_eq!(run(words).status.code(), Some(2), "{words:?}");
    }
    check(
        &run(&["ABC", "--percent", "5", "--event", "nowhere"]),
        1,
        "",
        "there is no event nowhere",
    );
    check(
        &run(&[
            "ABC",
            "--percent",
            "5",
            "--from",
            "2099-01-02T00:00:00Z",
            "--until",
            "2099-01-01T00:00:00Z",
        ]),
        1,
        "",
        "would end before",
    );
    assert_eq!(database.number("select count(*) from promo_code").await, 0);
}
