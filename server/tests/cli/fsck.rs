//! `frontrow fsck`

use boxoffice::BoxOffice;
use domain::{
    BuyerId, SeatNo,
    selling::{BookingRequest, IdempotencyKey},
};
use testing::{Hall, TestDatabase, TestEvent};

use crate::{
    operating::{check, frontrow},
    program::Folder,
};

async fn buy(office: &BoxOffice, event: &TestEvent, seat: u32) {
    let buyer = BuyerId::new();
    let key = || -> IdempotencyKey { BuyerId::new().to_string().parse().expect("a key") };
    let held = office
        .hold(
            buyer,
            event.id,
            &key(),
            BookingRequest::seats(vec![SeatNo(seat)]),
        )
        .await
        .expect("held");
    let token = office
        .sandbox_token("4242 4242 4242 4242")
        .await
        .expect("a token");
    office
        .pay(buyer, held.id, &key(), &token)
        .await
        .expect("paid");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_compares_the_shops_payments_with_the_providers_records() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    buy(&office, &event, 7).await;
    buy(&office, &event, 8).await;
    database
        .until("select count(*) from payment where state = 'captured'", 2)
        .await;
    let run = |words: &[&str]| frontrow(&database, &[&["fsck", "--provider"][..], words].concat());
    check(
        &run(&[]),
        0,
        "2 payments compared with their providers: 0 differences; 0 under way",
        "",
    );

    database.execute("update sandbox_charge set state = 'voided' where payment_id = (select min(id::text)::uuid from payment)").await;
    let found = run(&["--event", "evening-1"]);
    check(&found, 1, "all invariants hold", "");
    check(&found, 1, "provider, event 1: payment ", "");
    check(
        &found,
        1,
        " is captured: the provider says that it has ended without money",
        "",
    );
    check(
        &found,
        1,
        "2 payments compared with their providers: 1 difference",
        "",
    );
    check(
        &frontrow(&database, &["fsck"]),
        0,
        "all invariants hold",
        "",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn payments_of_a_provider_without_its_key_are_named() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = database.box_office().await;
    buy(&office, &event, 7).await;
    database
        .until("select count(*) from payment where state = 'captured'", 1)
        .await;
    database
        .execute("update payment set provider = 'stripe', provider_ref = 'cs_1'")
        .await;
    let found = frontrow(&database, &["fsck", "--provider"]);
    check(
        &found,
        1,
        "1 payment of the provider stripe not compared: give its key (FRONTROW_STRIPE_KEY)",
        "",
    );
    check(&found, 1, "0 payments compared", "");
}

#[tokio::test(flavor = "multi_thread")]
async fn fsck_names_missing_legal_pages() {
    let (database, folder) = (TestDatabase::new().await, Folder::new());
    Hall::default().open(&database).await;
    let dir = folder.path().to_str().expect("text");
    std::fs::write(folder.path().join("terms.md"), "# Terms\n").expect("a file");
    std::fs::write(folder.path().join("imprint.md"), [0xff_u8]).expect("a file");
    let found = frontrow(&database, &["fsck", "--legal-dir", dir]);
    check(
        &found,
        0,
        "legal pages missing (--legal-dir): privacy.md, refunds.md, contact.md, imprint.md; ",
        "",
    );
    check(&found, 0, "imprint.md: the file is not text in UTF-8", "");
    check(
        &frontrow(&database, &["fsck"]),
        0,
        "legal pages missing (--legal-dir): terms.md, privacy.md,",
        "",
    );
    for name in ["privacy.md", "refunds.md", "contact.md", "imprint.md"] {
        std::fs::write(folder.path().join(name), "Words.").expect("a file");
    }
    let found = frontrow(&database, &["fsck", "--legal-dir", dir]);
    check(&found, 0, "all invariants hold", "");
    assert!(
        !String::from_utf8_lossy(&found.stdout).contains("legal pages"),
        "{found:?}"
    );
}
