//! Letters: one for each sale with an address, sent at least once, kept where there is no mail server.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use boxoffice::{BoxOffice, LetterSettings, Mail, MailFault, Mailer, Refusal, Settings};
use domain::{
    BuyerId, SeatNo,
    selling::{Booking, BookingRequest, EmailAddress, IdempotencyKey},
};
use store::letters::{self, Seller};
use testing::{Hall, TestDatabase, TestEvent};

/// A mail server in memory: it answers each letter with the next fault, and takes it where there is none.
#[derive(Debug, Default)]
struct PostBox {
    taken: Mutex<Vec<Mail>>,
    faults: Mutex<VecDeque<MailFault>>,
}

#[async_trait]
impl Mailer for PostBox {
    async fn send(&self, mail: &Mail) -> Result<(), MailFault> {
        if let Some(fault) = self.faults.lock().expect("no panic").pop_front() {
            return Err(fault);
        }
        self.taken.lock().expect("no panic").push(mail.clone());
        Ok(())
    }
}

struct Shop {
    database: TestDatabase,
    event: TestEvent,
    office: BoxOffice,
    post: Arc<PostBox>,
}

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

fn ada() -> EmailAddress {
    "ada@example.com".parse().expect("an address")
}

impl Shop {
    async fn open() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await;
        let post = Arc::new(PostBox::default());
        let office = open(&database, Some(post.clone())).await;
        Self { database, event, office, post }
    }

    /// Buys seats. The letter goes to this address, if there is one.
    async fn buy(&self, buyer: BuyerId, seats: &[u32], email: Option<EmailAddress>) -> Booking {
        buy(&self.office, &self.event, buyer, seats, email).await
    }

    /// Waits until so many letters are sent: what was sent.
    async fn sent(&self, number: i64) -> Vec<Mail> {
        self.database.until("select count(*) from letter where sent_at is not null", number).await;
        self.post.taken.lock().expect("no panic").clone()
    }
}

async fn open(database: &TestDatabase, post: Option<Arc<PostBox>>) -> BoxOffice {
    let mailer = post.map(|post| post as Arc<dyn Mailer>);
    let letters = LetterSettings { mailer, site: "https://tickets.example".to_owned() };
    database.box_office_with(Settings { sweep: false, prune: false, pack_plans: false, letters, ..Settings::default() }).await
}

async fn buy(office: &BoxOffice, event: &TestEvent, buyer: BuyerId, seats: &[u32], email: Option<EmailAddress>) -> Booking {
    let request = BookingRequest::seats(seats.iter().copied().map(SeatNo).collect());
    let held = office.hold(buyer, event.id, &fresh_key(), request).await.expect("held");
    if let Some(email) = email {
        office.note_contact(buyer, held.id, &email).await.expect("noted");
    }
    let token = office.sandbox_token("4242 4242 4242 4242").await.expect("a token");
    office.pay(buyer, held.id, &fresh_key(), &token).await.expect("paid")
}

#[tokio::test]
async fn a_sale_with_an_address_gets_one_letter_with_its_tickets() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7, 8], Some(ada())).await;
    let sent = shop.sent(1).await;
    assert_eq!(sent.len(), 1);
    let mail = &sent[0];
    assert_eq!(mail.to, ada());
    assert!(mail.tickets.starts_with(b"%PDF-"), "the tickets are enclosed");
    assert!(mail.calendar.starts_with("BEGIN:VCALENDAR"), "{}", mail.calendar);
    for words in ["2 tickets", "https://tickets.example/recover/", &paid.id.to_string()] {
        assert!(mail.content.text.contains(words), "{words}: {}", mail.content.text);
    }
    shop.buy(buyer, &[9], None).await;
    assert_eq!(shop.database.number("select count(*) from letter").await, 1, "without an address there is no letter");
    shop.database.until("select count(*) from payment where closed_at is null", 0).await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn only_the_buyer_may_say_where_a_letter_goes_and_a_sold_booking_keeps_its_address() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7], Some(ada())).await;
    let stranger = shop.office.note_contact(BuyerId::new(), paid.id, &ada()).await;
    assert!(matches!(stranger, Err(Refusal::UnknownBooking)), "{stranger:?}");
    let eve = "eve@example.com".parse().expect("an address");
    shop.office.note_contact(buyer, paid.id, &eve).await.expect("a repeat of a payment changes nothing");
    assert_eq!(shop.database.number("select count(*) from contact where email = 'ada@example.com'").await, 1);
    shop.sent(1).await;
}

#[tokio::test]
async fn without_a_mail_server_letters_are_kept_and_one_that_has_it_sends_them() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let office = open(&database, None).await;
    let buyer = BuyerId::new();
    buy(&office, &event, buyer, &[7], Some(ada())).await;
    database.until("select count(*) from letter where kept", 1).await;
    let kept = office.letters_of(buyer, 10).await.expect("letters");
    assert_eq!((kept.len(), kept[0].address.as_str()), (1, "ada@example.com"));
    assert!(!office.sends_letters());

    let post = Arc::new(PostBox::default());
    let _office = open(&database, Some(post.clone())).await;
    database.until("select count(*) from letter where sent_at is not null", 1).await;
    assert_eq!(post.taken.lock().expect("no panic").len(), 1);
}

#[tokio::test]
async fn a_letter_is_tried_again_after_a_failure_and_given_up_after_a_refusal_or_a_day() {
    let shop = Shop::open().await;
    let faults = [MailFault::Later("greylisted".to_owned()), MailFault::Never("no such user".to_owned())];
    shop.post.faults.lock().expect("no panic").extend(faults);
    shop.buy(BuyerId::new(), &[7], Some(ada())).await;
    shop.database.until("select count(*) from letter where attempts = 1 and last_error = 'greylisted'", 1).await;
    assert_eq!(shop.database.number("select count(*) from letter where run_at > clock_timestamp() and dead_at is null").await, 1);
    shop.database.execute("update letter set run_at = clock_timestamp()").await;
    shop.database.until("select count(*) from letter where dead_at is not null and last_error = 'no such user'", 1).await;

    assert_eq!(letters::retry(shop.database.pool(), None).await.expect("revived"), 1);
    assert_eq!(shop.sent(1).await.len(), 1);

    shop.post.faults.lock().expect("no panic").push_back(MailFault::Later("down".to_owned()));
    shop.database.execute("update letter set sent_at = null, run_at = clock_timestamp(), at = at - interval '25 hours'").await;
    shop.database.until("select count(*) from letter where dead_at is not null and last_error = 'down'", 1).await;
}

#[tokio::test]
async fn tickets_are_sent_again_to_the_address_that_the_buyer_corrects_three_times_an_hour() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7], Some("adda@example.com".parse().expect("an address"))).await;
    for _ in 0..3 {
        shop.office.send_tickets(buyer, paid.id, &ada()).await.expect("on its way");
    }
    let fourth = shop.office.send_tickets(buyer, paid.id, &ada()).await;
    assert!(matches!(fourth, Err(Refusal::TooManyLetters)), "{fourth:?}");
    assert_eq!(shop.sent(4).await.iter().filter(|mail| mail.to == ada()).count(), 3);

    let without = shop.buy(buyer, &[9], None).await;
    shop.office.send_tickets(buyer, without.id, &ada()).await.expect("the first letter of a sale without an address");
    shop.sent(5).await;
    shop.database.until("select count(*) from payment where closed_at is null", 0).await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
}

#[tokio::test]
async fn receipts_of_a_seller_are_numbered_without_gaps_and_once_for_each_sale() {
    let shop = Shop::open().await;
    let seller = Seller {
        name: "Lahti Opera".to_owned(),
        address: "Ankkurikatu 7, Lahti".to_owned(),
        country: "FI".to_owned(),
        vat_id: Some("FI12345678".to_owned()),
        exempt_text: None,
        prefix: "2027-".to_owned(),
    };
    letters::set_seller(shop.database.pool(), &seller).await.expect("a seller");
    let set = letters::set_event_seller(shop.database.pool(), &shop.event.id.into(), "Lahti Opera", 1_000).await;
    assert!(set.expect("sold by it"));
    let buyer = BuyerId::new();
    let mut bookings = Vec::new();
    for seat in [10, 12, 14] {
        bookings.push(shop.buy(buyer, &[seat, seat + 1], Some(ada())).await);
    }
    let sent = shop.sent(3).await;
    let mut numbers: Vec<&str> =
        sent.iter().filter_map(|mail| mail.content.text.lines().find(|line| line.starts_with("Receipt "))).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, ["Receipt 2027-1", "Receipt 2027-2", "Receipt 2027-3"]);
    assert!(sent[0].content.text.contains("VAT 10 % included: €10.91"), "{}", sent[0].content.text);

    shop.office.send_tickets(buyer, bookings[0].id, &ada()).await.expect("on its way");
    shop.sent(4).await;
    assert_eq!(shop.database.number("select count(*) from receipt").await, 3, "the same letter again has the same receipt");
}

#[tokio::test]
async fn a_recovery_link_opens_its_booking_until_it_is_revoked_or_the_event_is_long_over() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    let paid = shop.buy(buyer, &[7], None).await;
    let link = async |office: &BoxOffice| {
        let path = office.recovery_path(&paid).await.expect("a path");
        path.strip_prefix("/recover/").expect("a recovery link").to_owned()
    };
    let first = link(&shop.office).await;
    let target = shop.office.recover(&first).await.expect("opened");
    assert_eq!((target.buyer, target.booking), (buyer, paid.id));
    assert!(matches!(shop.office.recover(&first[1..]).await, Err(Refusal::UnknownBooking)));

    assert!(letters::revoke_recovery(shop.database.pool(), shop.event.id, paid.id).await.expect("revoked"));
    assert!(matches!(shop.office.recover(&first).await, Err(Refusal::UnknownBooking)));
    let second = link(&shop.office).await;
    assert!(shop.office.recover(&second).await.is_ok());
    shop.database.execute("update event set starts_at = now() - interval '32 days', ends_at = now() - interval '31 days'").await;
    assert!(matches!(shop.office.recover(&second).await, Err(Refusal::UnknownBooking)));
}

#[tokio::test]
async fn a_letter_that_came_back_is_dead_and_its_address_is_marked() {
    let shop = Shop::open().await;
    shop.buy(BuyerId::new(), &[7], Some(ada())).await;
    let id = shop.sent(1).await[0].id;
    assert!(letters::bounced(shop.database.pool(), id).await.expect("marked"));
    assert_eq!(shop.database.number("select count(*) from letter where dead_at is not null").await, 1);
    assert_eq!(shop.database.number("select count(*) from contact where bounced_at is not null").await, 1);
    assert!(!letters::bounced(shop.database.pool(), domain::BuyerId::new().0).await.expect("answered"), "another shop's letter");
}
