//! `frontrow keys`

use testing::TestDatabase;

use crate::operating::{check, frontrow};

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_rotates_the_keys_of_ticket_codes() {
    let database = TestDatabase::new().await;
    let run = |words: &[&str]| frontrow(&database, &[&["keys"][..], words].concat());
    check(
        &run(&["rotate", "tickets"]),
        0,
        "new tickets are signed with key 1",
        "",
    );
    check(
        &run(&["rotate", "tickets"]),
        0,
        "new tickets are signed with key 2",
        "",
    );
    check(&run(&["rotate", "everything"]), 2, "", "tickets");
    assert_eq!(
        database
            .number("select count(*) from ticket_key where until is null and kid = 2")
            .await,
        1
    );
    assert_eq!(database.number("select count(*) from ticket_key").await, 3);
}
