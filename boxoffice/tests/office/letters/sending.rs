//! Sending letters: at once, again after a failure, the urgent ones first.

use std::{sync::Arc, time::Duration};

use boxoffice::{LetterSettings, MailFault, Mailer, Settings};
use domain::BuyerId;
use sqlx::postgres::PgListener;
use store::{
    letters::{self, LetterSubject},
    notify,
    people::{self, NewCode},
};
use testing::{Hall, TestDatabase};
use uuid::Uuid;

use super::{PostBox, Shop, ada, buy, open};

#[tokio::test]
async fn letters_are_kept_without_a_mail_server_and_sent_by_a_server_that_has_one() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = open(&database, None).await;
    let buyer = BuyerId::new();
    buy(&office, &event, buyer, &[7], Some(ada())).await;
    database
        .until("select count(*) from letter where kept", 1)
        .await;
    let kept = office.letters_of(buyer, 10).await.expect("letters");
    assert_eq!(
        (kept.len(), kept[0].address.as_str()),
        (1, "ada@example.com")
    );
    assert!(!office.sends_letters());

    let post = Arc::new(PostBox::default());
    let _office = open(&database, Some(post.clone())).await;
    database
        .until("select count(*) from letter where sent_at is not null", 1)
        .await;
    assert_eq!(post.taken.lock().expect("no panic").len(), 1);
}

#[tokio::test]
async fn a_notice_of_another_server_sends_a_letter_at_once_without_a_poll() {
    let (database, post) = (TestDatabase::new().await, Arc::new(PostBox::default()));
    let mailer = Some(post.clone() as Arc<dyn Mailer>);
    let letters = LetterSettings {
        mailer,
        poll: Duration::from_secs(3_600),
        ..LetterSettings::default()
    };
    let office = database
        .box_office_with(Settings {
            sweep: false,
            prune: false,
            pack_plans: false,
            letters,
            ..Settings::default()
        })
        .await;
    office
        .ask_sign_in(BuyerId::new(), &ada())
        .await
        .expect("asked");
    database
        .until("select count(*) from letter where sent_at is not null", 1)
        .await;

    let eve = "eve@example.com".parse().expect("an address");
    let code = NewCode {
        id: Uuid::now_v7(),
        email: &eve,
        buyer: BuyerId::new(),
        mac: &[7; 32],
        locale: "en",
    };
    assert!(
        people::ask_sign_in(database.pool(), &code)
            .await
            .expect("written")
    );
    let heard = async {
        while post.taken.lock().expect("no panic").len() < 2 {
            // The office may not be listening yet.
            notify::letters_due(database.pool()).await.expect("told");
        }
    };
    tokio::time::timeout(Duration::from_secs(20), heard)
        .await
        .expect("the letter is sent long before the next poll");
}

#[tokio::test]
async fn a_server_notifies_the_others_of_its_letters() {
    let shop = Shop::open().await;
    let mut other = PgListener::connect(shop.database.url())
        .await
        .expect("a connection");
    other.listen("frontrow_letters").await.expect("listens");
    shop.buy(BuyerId::new(), &[7], Some(ada())).await;
    tokio::time::timeout(Duration::from_secs(20), other.recv())
        .await
        .expect("in time")
        .expect("told");
}

#[tokio::test]
async fn a_letter_is_retried_after_a_failure_but_not_after_a_refusal_or_a_day() {
    let shop = Shop::open().await;
    let faults = [
        MailFault::Later("greylisted".to_owned()),
        MailFault::Never("no such user".to_owned()),
    ];
    shop.post.faults.lock().expect("no panic").extend(faults);
    shop.buy(BuyerId::new(), &[7], Some(ada())).await;
    shop.database
        .until(
            "select count(*) from letter where attempts = 1 and last_error = 'greylisted'",
            1,
        )
        .await;
    assert_eq!(
        shop.database
            .number(
                "select count(*) from letter where run_at > clock_timestamp() and dead_at is null"
            )
            .await,
        1
    );
    shop.database
        .execute("update letter set run_at = clock_timestamp()")
        .await;
    shop.database
        .until(
            "select count(*) from letter where dead_at is not null and last_error = 'no such user'",
            1,
        )
        .await;

    assert_eq!(
        letters::retry(shop.database.pool(), None)
            .await
            .expect("revived"),
        1
    );
    assert_eq!(shop.sent(1).await.len(), 1);

    let down = || MailFault::Later("down".to_owned());
    shop.post
        .faults
        .lock()
        .expect("no panic")
        .extend([down(), down()]);
    // The day of retries begins with the first failure, however long the letter waited before.
    shop.database.execute("update letter set sent_at = null, run_at = clock_timestamp(), at = at - interval '25 hours'").await;
    shop.database.until("select count(*) from letter where last_error = 'down' and failing_since is not null and dead_at is null", 1).await;
    shop.database.execute("update letter set run_at = clock_timestamp(), failing_since = failing_since - interval '25 hours'").await;
    shop.database
        .until(
            "select count(*) from letter where dead_at is not null and last_error = 'down'",
            1,
        )
        .await;
}

#[tokio::test]
async fn sign_in_codes_are_sent_before_tickets_and_tickets_before_mail_to_many() {
    let database = TestDatabase::new().await;
    for kind in ["cancelled", "again", "sign_in", "moved", "tickets"] {
        let about = if kind == "sign_in" {
            "null, null, gen_random_uuid()"
        } else {
            "1, gen_random_uuid(), null"
        };
        let letter = format!(
            "insert into letter (kind, dedupe, event_id, booking_id, sign_in_id, address, locale)
             values ('{kind}', '{kind}', {about}, 'a@b.example', 'en')"
        );
        database.execute(&letter).await;
    }
    let mut claimed = Vec::new();
    for _ in 0..5 {
        let letter = letters::claim(database.pool(), 1, false)
            .await
            .expect("claimed")
            .remove(0);
        claimed.push(match letter.subject {
            LetterSubject::Booking { kind, .. } => kind.as_str(),
            LetterSubject::Ticket { .. } => "transfer",
            LetterSubject::SignIn(_) => "sign_in",
        });
    }
    assert_eq!(
        claimed,
        ["sign_in", "again", "tickets", "cancelled", "moved"]
    );
}

#[tokio::test]
async fn a_bounced_letter_is_not_sent_again_and_its_address_is_marked() {
    let shop = Shop::open().await;
    shop.buy(BuyerId::new(), &[7], Some(ada())).await;
    let id = shop.sent(1).await[0].id;
    assert!(
        letters::bounced(shop.database.pool(), id)
            .await
            .expect("marked")
    );
    assert_eq!(
        shop.database
            .number("select count(*) from letter where dead_at is not null")
            .await,
        1
    );
    assert_eq!(
        shop.database
            .number("select count(*) from contact where bounced_at is not null")
            .await,
        1
    );
    assert!(
        !letters::bounced(shop.database.pool(), domain::BuyerId::new().0)
            .await
            .expect("answered"),
        "another shop's letter"
    );
}

#[tokio::test]
async fn a_sign_in_code_is_sent_by_letter_unless_it_is_too_old() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    shop.post
        .faults
        .lock()
        .expect("no panic")
        .push_back(MailFault::Later("greylisted".to_owned()));
    shop.office.ask_sign_in(buyer, &ada()).await.expect("asked");
    shop.database
        .until(
            "select count(*) from letter where attempts = 1 and last_error = 'greylisted'",
            1,
        )
        .await;
    shop.database
        .execute("update letter set run_at = clock_timestamp()")
        .await;
    let sent = shop.sent(1).await;
    let mail = &sent[0];
    assert_eq!((mail.to.clone(), mail.enclosed.len()), (ada(), 0));
    let code = mail
        .content
        .subject
        .split(" is")
        .next()
        .expect("a code")
        .parse()
        .expect("eight digits");
    assert!(
        mail.content
            .text
            .contains("https://tickets.example/sign-in"),
        "{}",
        mail.content.text
    );
    assert_eq!(
        shop.office
            .letters_of(buyer, 10)
            .await
            .expect("letters")
            .len(),
        0,
        "nobody reads it on the site"
    );
    shop.office
        .sign_in(buyer, &ada(), &code, None)
        .await
        .expect("signed in");

    shop.post
        .faults
        .lock()
        .expect("no panic")
        .push_back(MailFault::Later("down".to_owned()));
    shop.office.ask_sign_in(buyer, &ada()).await.expect("asked");
    shop.database
        .until("select count(*) from letter where last_error = 'down'", 1)
        .await;
    shop.database.execute("update sign_in_code set expires_at = clock_timestamp(); update letter set run_at = clock_timestamp()").await;
    shop.database.until("select count(*) from letter where dead_at is not null and last_error = 'the code is used or old'", 1).await;
    assert_eq!(shop.post.taken.lock().expect("no panic").len(), 1);
}
