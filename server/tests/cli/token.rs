//! `frontrow token`

use testing::{Hall, TestDatabase};

use crate::operating::{check, frontrow};

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_printed_once_listed_and_revoked() {
    let database = TestDatabase::new().await;
    let run = |words: &[&str]| frontrow(&database, &[&["token"][..], words].concat());
    let given = run(&["operator", "anna"]);
    check(
        &given,
        0,
        "fro_",
        "This is the token of anna. It is not shown again.",
    );
    let token = String::from_utf8_lossy(&given.stdout).trim().to_owned();
    assert_eq!(
        token.len(),
        47,
        "a script can read it: nothing else is printed there"
    );
    assert_eq!(
        database
            .number(&format!(
                "select count(*) from staff_token where hash = sha256('{token}')"
            ))
            .await,
        1
    );
    check(
        &run(&["operator", "anna"]),
        1,
        "",
        "a valid token is called `anna`: revoke it, or choose another name; nothing was changed",
    );
    check(
        &run(&["operator", " "]),
        2,
        "",
        "a name has 1 to 200 letters, not 0",
    );
    check(&run(&["list"]), 0, "  valid  anna", "");

    check(
        &run(&["revoke", "anna"]),
        0,
        "anna: the token is revoked",
        "",
    );
    check(
        &run(&["revoke", "anna"]),
        1,
        "",
        "no valid token is called `anna`; nothing was changed",
    );
    check(&run(&["list"]), 0, "  revoked 2", "");
    check(&run(&["operator", "anna"]), 0, "fro_", "");
    assert_eq!(database.number("select count(*) from operator_action where action in ('give_token', 'revoke_token')").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_of_a_door_is_valid_for_one_event() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let run = |words: &[&str]| frontrow(&database, &[&["token"][..], words].concat());
    check(&run(&["door", "north"]), 2, "", "--event");
    check(
        &run(&["door", "north", "--event", "nowhere"]),
        1,
        "",
        "there is no event `nowhere`",
    );
    check(
        &run(&["door", "north", "--event", "evening-1"]),
        0,
        "fro_",
        "This is the token of north.",
    );
    check(
        &run(&["box-office", "foyer", "--days", "3"]),
        0,
        "fro_",
        "This is the token of foyer.",
    );
    check(&run(&["list"]), 0, "  north  door of event 1", "");
    check(&run(&["list"]), 0, "  foyer  box_office", "");
    let days = "select count(*) from staff_token where role = 'box_office' and expires_at between now() + interval '2 days' and now() + interval '3 days'";
    assert_eq!(database.number(days).await, 1);
}
