//! Letters: one for each sale with an address, sent at least once, kept where there is no mail server.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use boxoffice::{BoxOffice, LetterSettings, Mail, MailFault, Mailer, Refusal, Settings, operating};
use domain::{
    BuyerId, SeatNo,
    selling::{Booking, BookingRequest, EmailAddress, IdempotencyKey},
};
use store::{
    letters::{self, Seller},
    operator_actions::Operator,
};
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

    /// Waits until this many letters are sent, and returns them.
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
    assert!(mail.tickets.as_ref().is_some_and(|tickets| tickets.starts_with(b"%PDF-")), "the tickets are enclosed");
    assert!(mail.calendar.as_ref().is_some_and(|calendar| calendar.starts_with("BEGIN:VCALENDAR")), "{:?}", mail.calendar);
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

/// Has the opera sell the event, with VAT of 10 %, and lets buyers give tickets back.
async fn sold_by_the_opera(shop: &Shop) {
    let seller = Seller {
        name: "Lahti Opera".to_owned(),
        address: "Ankkurikatu 7, Lahti".to_owned(),
        country: "FI".to_owned(),
        vat_id: None,
        exempt_text: None,
        prefix: "2027-".to_owned(),
    };
    letters::set_seller(shop.database.pool(), &seller).await.expect("a seller");
    let set = letters::set_event_seller(shop.database.pool(), &shop.event.id.into(), "Lahti Opera", 1_000).await;
    assert!(set.expect("sold by it"));
    shop.database.execute("update event set refund_hours = 24").await;
}

/// The sum of the VAT, or of the amounts, on papers of this kind.
async fn on_paper(shop: &Shop, kind: &str, what: &str) -> i64 {
    let sum = format!(
        "select coalesce(sum((line ->> '{what}')::bigint), 0)::bigint from receipt, jsonb_array_elements(lines) line where kind = '{kind}'"
    );
    shop.database.number(&sum).await
}

#[tokio::test]
async fn a_refund_has_a_letter_and_a_credit_note_without_gaps_and_with_the_receipts_vat() {
    let shop = Shop::open().await;
    sold_by_the_opera(&shop).await;
    let buyer = BuyerId::new();
    let mut bookings = Vec::new();
    for seat in [10, 14] {
        bookings.push(shop.buy(buyer, &[seat, seat + 1, seat + 2], Some(ada())).await);
    }
    shop.sent(2).await;
    shop.database.until("select count(*) from payment where state = 'captured'", 2).await;
    let refund = async |booking: &Booking, tickets: &[domain::selling::Ticket]| {
        let tickets = tickets.iter().map(|ticket| ticket.id).collect();
        shop.office.refund(buyer, booking.id, &fresh_key(), tickets).await.expect("refunded")
    };
    refund(&bookings[0], &bookings[0].tickets[..1]).await;
    refund(&bookings[1], &bookings[1].tickets).await;
    refund(&bookings[0], &bookings[0].tickets[1..]).await;
    let sent = shop.sent(5).await;
    let mut notes: Vec<&str> =
        sent.iter().filter_map(|mail| mail.content.text.lines().find(|line| line.starts_with("Credit note "))).collect();
    notes.sort_unstable();
    assert_eq!(notes, ["Credit note 2027-1", "Credit note 2027-2", "Credit note 2027-3"]);
    let first = sent.iter().find(|mail| mail.content.text.contains("We sent your refund of €60 on ")).expect("the letter of one ticket");
    assert!(first.tickets.is_none() && first.calendar.is_none(), "nothing void is enclosed");
    assert!(first.content.text.contains("VAT 10 % included: €5.45"), "{}", first.content.text);
    for what in ["amount", "vat"] {
        assert_eq!(on_paper(&shop, "credit_note", what).await, on_paper(&shop, "receipt", what).await, "{what}");
    }
    shop.database.until("select count(*) from money_job where done_at is null", 0).await;
    assert_eq!(shop.database.violations().await, Vec::<String>::new());
    let letter = shop.office.letter(buyer, bookings[1].id).await.expect("the page of the link");
    assert_eq!(letter.subject, "Your refund: An evening");
}

#[tokio::test]
async fn a_cancelled_event_writes_one_letter_for_each_booking() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    for seat in [10, 14] {
        shop.buy(buyer, &[seat, seat + 1], Some(ada())).await;
    }
    shop.sent(2).await;
    shop.database.until("select count(*) from payment where state = 'captured'", 2).await;
    let operator = Operator { who: "anna".to_owned(), origin: "desk-1".to_owned() };
    let plan = operating::look_at_cancelling(shop.database.pool(), shop.event.id).await.expect("a plan");
    for _ in 0..2 {
        operating::cancel(shop.database.pool(), &operator, shop.event.id, &plan.code).await.expect("cancelled");
    }
    let sent = shop.sent(4).await;
    let about: Vec<_> = sent.iter().filter(|mail| mail.content.subject.starts_with("Cancelled: ")).collect();
    assert_eq!(about.len(), 2);
    assert!(about[0].content.text.contains("does not take place") && about[0].content.text.contains("refund of €120"));
    assert_eq!(shop.database.number("select count(*) from letter").await, 4);
}

#[tokio::test]
async fn an_event_on_another_date_writes_to_everybody_with_tickets_and_encloses_them_again() {
    let shop = Shop::open().await;
    let buyer = BuyerId::new();
    shop.buy(buyer, &[10], Some(ada())).await;
    shop.sent(1).await;
    let operator = Operator { who: "anna".to_owned(), origin: "desk-1".to_owned() };
    let starts_at = domain::moment::parse("2099-03-12T17:30:00Z").expect("a moment");
    let until = time::OffsetDateTime::now_utc() + time::Duration::days(14);
    let letters = operating::move_event(shop.database.pool(), &operator, shop.event.id, starts_at, until).await.expect("moved");
    assert_eq!(letters, 1);
    let sent = shop.sent(2).await;
    let moved = sent.iter().find(|mail| mail.content.subject.starts_with("New date: ")).expect("a letter");
    assert!(moved.content.text.contains("12 March 2099") && moved.tickets.is_some(), "{}", moved.content.text);
    assert!(moved.content.text.contains("for the full price until"), "{}", moved.content.text);
}
