//! `frontrow letters` and `frontrow seller`

use testing::{Hall, TestDatabase};

use crate::operating::{check, frontrow};

const LETTER: &str = "0198f0a0-0000-7000-8000-000000000007";

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_lists_shows_and_retries_letters_and_reads_returned_mail() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    database
        .execute(&format!(
            "insert into letter (id, kind, dedupe, event_id, booking_id, address, locale, dead_at, last_error)
             values ('{LETTER}', 'tickets', 'tickets:1', 1, gen_random_uuid(), 'ada@example.com', 'en', now(), 'no such user')"
        ))
        .await;
    let run = |words: &[&str]| frontrow(&database, &[&["letters"][..], words].concat());
    check(
        &run(&["list"]),
        0,
        "dead  ada@example.com  no such user",
        "",
    );
    check(&run(&["show", LETTER]), 0, "read it at /recover/", "");
    check(
        &run(&["show", "0198f0a0-0000-7000-8000-000000000008"]),
        1,
        "",
        "there is no letter",
    );
    check(&run(&["retry"]), 0, "1 letter is tried again", "");
    check(&run(&["dead"]), 0, "", "");
    check(&run(&["list"]), 0, "due  ada@example.com", "");

    let folder = std::env::temp_dir().join(format!("frontrow-bounce-{}", std::process::id()));
    let returned = format!(
        "To: tickets+letter-{}@frontrow.example\nAction: failed\n",
        LETTER.replace('-', "")
    );
    std::fs::write(&folder, returned).expect("a file");
    let file = folder.to_str().expect("a path").to_owned();
    check(&run(&["bounced", &file]), 0, "1 letter came back", "");
    check(&run(&["dead"]), 0, "the letter came back", "");
    std::fs::remove_file(&folder).expect("removed");
    check(&run(&["bounced", &file]), 1, "", "cannot read");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sets_the_seller_of_an_event() {
    let database = TestDatabase::new().await;
    Hall::default().open(&database).await;
    let run = |words: &[&str]| frontrow(&database, &[&["seller"][..], words].concat());
    let set = run(&[
        "set",
        "Opera",
        "--address",
        "Ankkurikatu 7, Lahti",
        "--country",
        "FI",
        "--vat-id",
        "FI1",
        "--prefix",
        "A-",
    ]);
    check(&set, 0, "Opera is saved", "");
    check(
        &run(&["list"]),
        0,
        "Opera  Ankkurikatu 7, Lahti, FI  FI1",
        "",
    );
    check(
        &run(&["event", "evening-1", "Opera", "--vat", "25.5"]),
        0,
        "Opera sells event evening-1",
        "",
    );
    assert_eq!(
        database
            .number("select vat_basis_points::bigint from event where seller_id is not null")
            .await,
        2_550
    );
    check(
        &run(&["event", "evening-1", "Nobody", "--vat", "10"]),
        1,
        "",
        "no seller called `Nobody`",
    );
    check(
        &run(&["event", "evening-1", "Opera", "--vat", "ten"]),
        2,
        "",
        "is no rate of VAT",
    );
}
