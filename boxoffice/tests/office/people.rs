//! Accounts: signing in with a code, the bookings of an address on any device, and sessions that
//! end.

use std::time::Duration;

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BuyerId, SeatNo, SessionId,
    selling::{Booking, BookingRequest, EmailAddress, IdempotencyKey, SignInCode},
};
use papers::LetterTopic;
use store::people::SessionRow;
use testing::{Hall, TestDatabase, TestEvent};

struct Shop {
    database: TestDatabase,
    event: TestEvent,
    office: BoxOffice,
}

fn address(text: &str) -> EmailAddress {
    text.parse().expect("an address")
}

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

impl Shop {
    async fn open() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await;
        let office = database.box_office().await;
        Self {
            database,
            event,
            office,
        }
    }

    /// Holds a seat. Its letters go to this address, if there is one.
    async fn hold(&self, buyer: BuyerId, seat: u32, email: Option<&str>) -> Booking {
        let held = self
            .office
            .hold(
                buyer,
                self.event.id,
                &fresh_key(),
                BookingRequest::seats(vec![SeatNo(seat)]),
            )
            .await
            .expect("held");
        if let Some(email) = email {
            self.office
                .note_contact(buyer, held.id, &address(email))
                .await
                .expect("noted");
        }
        held
    }

    /// Asks for a code, and returns the newest one that this buyer can read on the page of letters.
    async fn code(&self, buyer: BuyerId, email: &str) -> Option<SignInCode> {
        self.office
            .ask_sign_in(buyer, &address(email))
            .await
            .expect("asked");
        let letters = self.office.letters_of(buyer, 10).await.expect("letters");
        letters.into_iter().find_map(|letter| match letter.topic {
            LetterTopic::SignIn(code) if letter.address == email => Some(code),
            _ => None,
        })
    }

    async fn enter(
        &self,
        buyer: BuyerId,
        email: &str,
        code: &SignInCode,
    ) -> Result<SessionRow, Refusal> {
        self.office
            .sign_in(buyer, &address(email), code, None)
            .await
    }

    async fn sign_in(&self, buyer: BuyerId, email: &str) -> SessionRow {
        let code = self.code(buyer, email).await.expect("a code");
        self.enter(buyer, email, &code).await.expect("signed in")
    }

    async fn account_bookings(&self, session: SessionRow) -> Vec<domain::BookingId> {
        self.office
            .account_bookings(session.account)
            .await
            .expect("bookings")
            .into_iter()
            .map(|booking| booking.id)
            .collect()
    }
}

/// A different code.
fn wrong(code: &SignInCode) -> SignInCode {
    SignInCode::of(code.as_str().parse::<u64>().expect("digits") + 1)
}

#[tokio::test]
async fn an_account_has_the_bookings_of_its_address_and_of_its_browser_and_no_others() {
    let shop = Shop::open().await;
    let (laptop, phone, stranger) = (BuyerId::new(), BuyerId::new(), BuyerId::new());
    let at_the_laptop = shop.hold(laptop, 1, Some("Ada@Example.com")).await;
    let at_the_phone = shop.hold(phone, 3, None).await;
    let not_hers = shop.hold(stranger, 5, Some("eve@example.com")).await;

    let session = shop.sign_in(phone, "ada@example.com").await;
    assert_eq!(session.buyer, phone, "a hold of this browser stays its own");
    assert_eq!(
        shop.account_bookings(session).await,
        [at_the_phone.id, at_the_laptop.id]
    );
    let acts_as = async |booking| {
        shop.office
            .acts_as(Some(session.account), phone, booking)
            .await
            .expect("answered")
    };
    assert_eq!(acts_as(at_the_laptop.id).await, laptop);
    assert_eq!(acts_as(at_the_phone.id).await, phone);
    assert_eq!(acts_as(not_hers.id).await, phone, "not the stranger");
    assert!(matches!(
        shop.office.booking(phone, not_hers.id).await,
        Err(Refusal::UnknownBooking)
    ));

    // The account shows the browser's earlier booking on a third device too, and the guest at the
    // laptop keeps theirs.
    let tablet = shop.sign_in(BuyerId::new(), "ada@example.com").await;
    assert_eq!(tablet.account, session.account);
    assert_eq!(
        shop.account_bookings(tablet).await,
        [at_the_phone.id, at_the_laptop.id]
    );
    shop.office
        .booking(laptop, at_the_laptop.id)
        .await
        .expect("a guest's own booking");
    let released = shop
        .office
        .release(acts_as(at_the_laptop.id).await, at_the_laptop.id)
        .await
        .expect("released from the phone");
    assert_eq!(released.id, at_the_laptop.id);
}

#[tokio::test]
async fn a_sign_in_takes_effect_at_once_and_on_every_server_within_five_seconds() {
    let shop = Shop::open().await;
    let other = shop.database.box_office().await;
    let buyer = BuyerId::new();
    for office in [&shop.office, &other] {
        assert!(!office.has_account(buyer).await.expect("answered"));
    }
    shop.sign_in(buyer, "ada@example.com").await;
    assert!(
        shop.office.has_account(buyer).await.expect("answered"),
        "at once where the buyer signed in"
    );
    let known = async {
        while !other.has_account(buyer).await.expect("answered") {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), known)
        .await
        .expect("within five seconds");
    assert!(
        !shop
            .office
            .has_account(BuyerId::new())
            .await
            .expect("answered")
    );
}

#[tokio::test]
async fn sessions_and_addresses_are_found_while_pages_have_all_connections() {
    let shop = Shop::open().await;
    let (buyer, other) = (BuyerId::new(), shop.database.box_office().await);
    let session = shop.sign_in(buyer, "ada@example.com").await;
    let held = shop.hold(buyer, 1, None).await;
    let pool = other.pool();
    let mut pages = Vec::new();
    while (pages.len() as u32) < pool.max_connections() {
        pages.push(pool.acquire().await.expect("a connection"));
    }
    assert_eq!(
        other.session(session.id).await.expect("found"),
        Some(session)
    );
    assert_eq!(
        other
            .acts_as(Some(session.account), buyer, held.id)
            .await
            .expect("answered"),
        buyer
    );
    other
        .note_contact(buyer, held.id, &address("ada@example.com"))
        .await
        .expect("noted");
}

#[tokio::test]
async fn a_booking_moves_to_the_account_of_its_new_address() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let booking = shop.hold(buyer, 1, Some("adda@example.com")).await;
    let (adda, ada) = (
        shop.sign_in(BuyerId::new(), "adda@example.com").await,
        shop.sign_in(BuyerId::new(), "ada@example.com").await,
    );
    assert_eq!(
        (
            shop.account_bookings(adda).await.len(),
            shop.account_bookings(ada).await.len()
        ),
        (1, 0)
    );
    shop.office
        .note_contact(buyer, booking.id, &address("ada@example.com"))
        .await
        .expect("corrected");
    assert_eq!(
        (
            shop.account_bookings(adda).await.len(),
            shop.account_bookings(ada).await.len()
        ),
        (0, 1)
    );
}

#[tokio::test]
async fn five_wrong_tries_end_a_code() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let code = shop.code(buyer, "ada@example.com").await.expect("a code");
    for _ in 0..5 {
        assert!(matches!(
            shop.enter(buyer, "ada@example.com", &wrong(&code)).await,
            Err(Refusal::SignIn)
        ));
    }
    assert!(
        matches!(
            shop.enter(buyer, "ada@example.com", &code).await,
            Err(Refusal::SignIn)
        ),
        "it is gone"
    );
    assert_eq!(
        shop.database.number("select count(*) from account").await,
        0
    );

    let next = shop.code(buyer, "ada@example.com").await.expect("a code");
    for _ in 0..4 {
        assert!(matches!(
            shop.enter(buyer, "ada@example.com", &wrong(&next)).await,
            Err(Refusal::SignIn)
        ));
    }
    shop.enter(buyer, "ada@example.com", &next)
        .await
        .expect("four wrong ones are forgiven");
    assert!(
        matches!(
            shop.enter(buyer, "ada@example.com", &next).await,
            Err(Refusal::SignIn)
        ),
        "it was used"
    );
}

#[tokio::test]
async fn concurrent_wrong_tries_all_count() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let code = shop.code(buyer, "ada@example.com").await.expect("a code");
    let (ada, guess) = (address("ada@example.com"), wrong(&code));
    let tries = (0..20).map(|_| shop.office.sign_in(buyer, &ada, &guess, None));
    assert!(
        futures::future::join_all(tries)
            .await
            .iter()
            .all(Result::is_err)
    );
    assert_eq!(
        shop.database
            .number("select tries::bigint from sign_in_code where ended_at is not null")
            .await,
        5
    );
}

#[tokio::test]
async fn a_code_is_only_for_the_browser_that_asked_and_ends_when_tried_elsewhere() {
    let shop = Shop::open().await;
    let (buyer, thief) = (BuyerId::new(), BuyerId::new());
    let code = shop.code(buyer, "ada@example.com").await.expect("a code");
    assert!(matches!(
        shop.enter(thief, "ada@example.com", &wrong(&code)).await,
        Err(Refusal::SignIn)
    ));
    assert_eq!(
        shop.database
            .number("select count(*) from sign_in_code where ended_at is null and tries = 0")
            .await,
        1,
        "a guess elsewhere"
    );
    assert!(matches!(
        shop.enter(thief, "ada@example.com", &code).await,
        Err(Refusal::SignIn)
    ));
    assert!(
        matches!(
            shop.enter(buyer, "ada@example.com", &code).await,
            Err(Refusal::SignIn)
        ),
        "it is gone"
    );
    let other = shop.code(buyer, "ada@example.com").await.expect("a code");
    assert!(
        matches!(
            shop.enter(buyer, "eve@example.com", &other).await,
            Err(Refusal::SignIn)
        ),
        "it is of another address"
    );
}

#[tokio::test]
async fn an_old_code_does_not_sign_in() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let code = shop.code(buyer, "ada@example.com").await.expect("a code");
    assert_eq!(
        shop.office.asked_sign_in(buyer).await.expect("answered"),
        Some(address("ada@example.com"))
    );
    shop.database
        .execute("update sign_in_code set expires_at = clock_timestamp()")
        .await;
    assert!(matches!(
        shop.enter(buyer, "ada@example.com", &code).await,
        Err(Refusal::SignIn)
    ));
    assert_eq!(
        shop.office.asked_sign_in(buyer).await.expect("answered"),
        None
    );
    assert_eq!(
        shop.database
            .number("select count(*) from sign_in_code where ended_at is not null")
            .await,
        1
    );
}

#[tokio::test]
async fn at_most_three_codes_an_hour_are_sent_to_an_address_and_the_limit_is_not_revealed() {
    let shop = Shop::open().await;
    for number in 1..=5 {
        shop.office
            .ask_sign_in(BuyerId::new(), &address("ada@example.com"))
            .await
            .expect("the same answer each time");
        assert_eq!(
            shop.database
                .number("select count(*) from letter where kind = 'sign_in'")
                .await,
            number.min(3)
        );
    }
    shop.office
        .ask_sign_in(BuyerId::new(), &address("eve@example.com"))
        .await
        .expect("another address");
    shop.database
        .execute("update sign_in_code set at = at - interval '1 hour'")
        .await;
    shop.office
        .ask_sign_in(BuyerId::new(), &address("ada@example.com"))
        .await
        .expect("an hour later");
    assert_eq!(
        shop.database
            .number("select count(*) from letter where kind = 'sign_in'")
            .await,
        5
    );
    // Twenty concurrent requests run one after the other.
    let ivy = address("ivy@example.com");
    let asked = (0..20).map(|_| shop.office.ask_sign_in(BuyerId::new(), &ivy));
    assert!(
        futures::future::join_all(asked)
            .await
            .iter()
            .all(Result::is_ok)
    );
    assert_eq!(
        shop.database
            .number("select count(*) from letter where address = 'ivy@example.com'")
            .await,
        3
    );
}

#[tokio::test]
async fn a_browser_that_signs_in_to_a_second_account_becomes_another_buyer() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let booking = shop.hold(buyer, 1, None).await;
    let first = shop.sign_in(buyer, "ada@example.com").await;
    let code = shop.code(buyer, "eve@example.com").await.expect("a code");
    let second = shop
        .office
        .sign_in(buyer, &address("eve@example.com"), &code, Some(first.id))
        .await
        .expect("signed in");
    assert_ne!((second.account, second.buyer), (first.account, first.buyer));
    assert!(shop.account_bookings(second).await.is_empty());
    assert_eq!(shop.account_bookings(first).await, [booking.id]);
    assert_eq!(
        shop.office.session(first.id).await.expect("answered"),
        None,
        "a browser has one session"
    );
}

#[tokio::test]
async fn a_session_that_ended_is_over_on_every_server_within_five_seconds() {
    let shop = Shop::open().await;
    let other = shop.database.box_office().await;
    let (here, there) = (
        shop.sign_in(BuyerId::new(), "ada@example.com").await,
        shop.sign_in(BuyerId::new(), "ada@example.com").await,
    );
    let stranger = shop.sign_in(BuyerId::new(), "eve@example.com").await;
    for session in [here, there, stranger] {
        assert_eq!(
            other.session(session.id).await.expect("answered"),
            Some(session)
        );
    }
    assert_eq!(
        shop.office
            .account_sessions(here.account)
            .await
            .expect("sessions")
            .len(),
        2
    );

    shop.office.sign_out(there.id).await.expect("signed out");
    assert_eq!(
        shop.office.session(there.id).await.expect("answered"),
        None,
        "at once on the server that did it"
    );
    is_over(&other, there.id).await;
    assert_eq!(other.session(here.id).await.expect("answered"), Some(here));
    shop.office
        .sign_out_everywhere(here.account)
        .await
        .expect("signed out");
    is_over(&other, here.id).await;
    assert_eq!(
        other.session(stranger.id).await.expect("answered"),
        Some(stranger)
    );
    assert!(
        shop.office
            .account_sessions(here.account)
            .await
            .expect("sessions")
            .is_empty()
    );
}

async fn is_over(office: &BoxOffice, session: SessionId) {
    let over = async {
        while office.session(session).await.expect("answered").is_some() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), over)
        .await
        .expect("within five seconds");
}

#[tokio::test]
async fn a_session_that_is_unused_for_180_days_ends_and_is_removed() {
    let shop = Shop::open().await;
    let session = shop.sign_in(BuyerId::new(), "ada@example.com").await;
    let other = shop.database.box_office().await;
    shop.database
        .execute("update session set seen_at = clock_timestamp() - interval '11 minutes'")
        .await;
    assert!(other.session(session.id).await.expect("answered").is_some());
    assert_eq!(shop.database.number("select count(*) from session where seen_at > clock_timestamp() - interval '1 minute'").await, 1);

    let third = shop.database.box_office().await;
    shop.database
        .execute("update session set seen_at = clock_timestamp() - interval '181 days'")
        .await;
    shop.database
        .execute("update sign_in_code set at = clock_timestamp() - interval '25 hours'")
        .await;
    assert_eq!(third.session(session.id).await.expect("answered"), None);
    let now = store::retention::now(shop.database.pool())
        .await
        .expect("a moment");
    let before = now - time::Duration::days(90);
    assert_eq!(
        store::retention::sign_ins(shop.database.pool(), before, 100)
            .await
            .expect("removed"),
        2
    );
    assert_eq!(
        shop.database.number("select count(*) from session").await,
        0
    );
}
