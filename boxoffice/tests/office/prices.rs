//! Price types and promo codes: chosen after the hold, and fixed when the payment begins.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BookingId, BuyerId, EventId, PriceTypeId, SeatNo,
    selling::{Booking, BookingRequest, BookingStatus, CodeRefusal, IdempotencyKey, RepriceRequest, SeatPriceType},
};
use store::desk::{Batch, Begin, Begun, FREE};
use testing::{Hall, TestDatabase, TestEvent};
use tokio::task::JoinSet;
use uuid::Uuid;

const ACCEPTED: &str = "4242 4242 4242 4242";
const SLOW: &str = "4000 0000 0000 3220";

/// Seats of the front, at 60 euros.
const FRONT: [u32; 3] = [7, 8, 9];
/// A seat of the back, at 30 euros.
const BACK: u32 = 50;

fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

struct Shop {
    database: TestDatabase,
    event: TestEvent,
    office: BoxOffice,
    buyer: BuyerId,
}

impl Shop {
    /// An event with a child's price at both levels, a student's price at the front for two seats, and a companion's.
    async fn open() -> Self {
        Self::open_in(Hall::default()).await
    }

    async fn open_in(hall: Hall) -> Self {
        let database = TestDatabase::new().await;
        let event = hall.open(&database).await;
        database
            .execute(
                "insert into price_type (event_id, name, position, proof, max_per_booking, companion)
                 select e.id, t.name, t.position, t.proof, t.most, t.companion
                 from event e,
                     (values ('Child', 0, null, null, false), ('Student', 1, 'a student card', 2, false), ('Companion', 2, null, null, true))
                         t (name, position, proof, most, companion);
                 insert into price_type_amount (price_level_id, price_type_id, amount)
                 select l.id, t.id, case t.name when 'Companion' then 0 else l.amount / 2 end
                 from price_level l join price_type t on t.event_id = l.event_id
                 where t.name <> 'Student' or l.name = 'Front'",
            )
            .await;
        let office = database.box_office().await;
        Self { database, event, office, buyer: BuyerId::new() }
    }

    /// A promo code with these columns.
    async fn code(&self, code: &str, columns: &str, values: &str) {
        self.database.execute(&format!("insert into promo_code (code, {columns}) values ('{code}', {values})")).await;
    }

    async fn hold(&self, numbers: &[u32]) -> Booking {
        hold(&self.office, self.buyer, self.event.id, numbers).await
    }

    async fn price_type(&self, name: &str) -> PriceTypeId {
        let offered = self.office.price_types(self.event.id).await.expect("price types");
        offered.price_types.iter().find(|known| known.name == name).expect("a price type of this name").id
    }

    async fn choose(&self, booking: &Booking, chosen: &[(u32, &str)]) -> Result<Booking, Refusal> {
        let mut seats = Vec::new();
        for (seat, name) in chosen {
            seats.push(SeatPriceType { seat: SeatNo(*seat), price_type: Some(self.price_type(name).await) });
        }
        self.office.reprice(self.buyer, booking.id, RepriceRequest { seats: Some(seats), code: None }).await
    }

    async fn with_code(&self, booking: &Booking, code: &str) -> Result<Booking, Refusal> {
        with_code(&self.office, self.buyer, booking.id, code).await
    }

    async fn pay(&self, booking: &Booking) -> Result<Booking, Refusal> {
        let token = self.office.sandbox_token(ACCEPTED).await.expect("a token");
        self.office.pay(self.buyer, booking.id, &fresh_key(), &token).await
    }

    async fn sound(&self) {
        self.database.until("select count(*) from payment where closed_at is null", 0).await;
        assert_eq!(self.database.violations().await, Vec::<String>::new());
    }
}

async fn hold(office: &BoxOffice, buyer: BuyerId, event: EventId, numbers: &[u32]) -> Booking {
    let request = BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect());
    office.hold(buyer, event, &fresh_key(), request).await.expect("held")
}

async fn with_code(office: &BoxOffice, buyer: BuyerId, booking: BookingId, code: &str) -> Result<Booking, Refusal> {
    office.reprice(buyer, booking, RepriceRequest { seats: None, code: Some(code.to_owned()) }).await
}

fn prices(booking: &Booking) -> Vec<i64> {
    booking.seats.iter().map(|seat| seat.price.amount).collect()
}

#[track_caller]
fn refused_seats(answer: Result<Booking, Refusal>, expected: &[u32]) {
    let expected: Vec<SeatNo> = expected.iter().copied().map(SeatNo).collect();
    assert!(matches!(&answer, Err(Refusal::PriceTypeNotOffered { seats }) if *seats == expected), "{answer:?}");
}

#[track_caller]
fn refused_code(answer: Result<Booking, Refusal>, expected: CodeRefusal) {
    assert!(matches!(&answer, Err(Refusal::CodeRefused(reason)) if *reason == expected), "{answer:?}");
}

#[tokio::test]
async fn a_hold_is_at_the_price_of_its_levels_and_the_buyer_then_chooses_types_and_a_code() {
    let shop = Shop::open().await;
    shop.code("SPRING10", "percent", "10").await;
    let held = shop.hold(&[FRONT[0], FRONT[1], BACK]).await;
    assert_eq!((prices(&held), held.seats[0].price_type.is_none()), (vec![6_000, 6_000, 3_000], true));

    let chosen = shop.choose(&held, &[(FRONT[0], "Child"), (BACK, "Child")]).await.expect("chosen");
    assert_eq!((prices(&chosen), chosen.total.amount), (vec![3_000, 6_000, 1_500], 10_500));
    assert_eq!(chosen.seats[0].full_price.map(|price| price.amount), Some(6_000));
    assert_eq!((chosen.seats[1].full_price, &chosen.seats[1].price_type), (None, &None));

    let cheaper = shop.with_code(&chosen, " spring10 ").await.expect("a code");
    assert_eq!((prices(&cheaper), cheaper.total.amount), (vec![2_700, 5_400, 1_350], 9_450));
    assert_eq!(cheaper.code.as_deref(), Some("SPRING10"));
    let other = shop.choose(&cheaper, &[(FRONT[0], "Student")]).await.expect("the code stays");
    assert_eq!(prices(&other), [2_700, 5_400, 2_700], "seats that are not named get the price of their level");
    let without = shop.with_code(&other, "").await.expect("without a code");
    assert_eq!((prices(&without), without.code), (vec![3_000, 6_000, 3_000], None));
    shop.sound().await;
}

#[tokio::test]
async fn what_was_chosen_is_what_is_paid_and_what_the_tickets_say() {
    let shop = Shop::open().await;
    shop.code("FRIENDS", "amount_per_seat, currency", "500, 'EUR'").await;
    let held = shop.hold(&[FRONT[0], BACK]).await;
    shop.choose(&held, &[(BACK, "Child")]).await.expect("chosen");
    let cheaper = shop.with_code(&held, "FRIENDS").await.expect("a code");
    let paid = shop.pay(&held).await.expect("paid");
    assert_eq!((paid.status, paid.total), (BookingStatus::Confirmed, cheaper.total));
    assert_eq!(paid.seats, cheaper.seats);
    let names: Vec<_> = paid.tickets.iter().map(|ticket| ticket.price_type.as_ref().map(|chosen| chosen.name.as_str())).collect();
    assert_eq!(names, [None, Some("Child")]);
    let letter = shop.office.letter(shop.buyer, held.id).await.expect("a letter");
    assert!(letter.text.contains("(Child)"), "{}", letter.text);
    shop.database.until("select count(*) from sandbox_charge where state = 'captured' and amount = 6500", 1).await;
    shop.sound().await;
}

#[tokio::test]
async fn what_the_event_does_not_offer_is_refused_with_the_seats_and_changes_nothing() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0], FRONT[1], FRONT[2], BACK]).await;
    refused_seats(shop.choose(&held, &[(FRONT[0], "Child"), (BACK, "Student")]).await, &[BACK]);
    refused_seats(shop.choose(&held, &FRONT.map(|seat| (seat, "Student"))).await, &[FRONT[2]]);
    refused_seats(shop.choose(&held, &[(FRONT[0], "Child"), (30, "Child")]).await, &[30]);
    let all_companions = [(FRONT[0], "Companion"), (FRONT[1], "Companion"), (FRONT[2], "Companion"), (BACK, "Child")];
    refused_seats(shop.choose(&held, &all_companions).await, &[FRONT[1], FRONT[2]]);
    let strange = PriceTypeId(shop.price_type("Child").await.0 + 1_000);
    let seats = Some(vec![SeatPriceType { seat: SeatNo(BACK), price_type: Some(strange) }]);
    refused_seats(shop.office.reprice(shop.buyer, held.id, RepriceRequest { seats, code: None }).await, &[BACK]);
    let twice = vec![SeatPriceType { seat: SeatNo(BACK), price_type: None }; 2];
    let twice = shop.office.reprice(shop.buyer, held.id, RepriceRequest { seats: Some(twice), code: None }).await;
    assert!(matches!(twice, Err(Refusal::Request(_))), "{twice:?}");
    assert_eq!(shop.office.booking(shop.buyer, held.id).await.expect("there").total, held.total);
}

#[tokio::test]
async fn a_code_is_refused_for_one_of_five_reasons_and_changes_nothing() {
    let shop = Shop::open().await;
    let other = Hall::default().open(&shop.database).await;
    shop.code("EARLY", "percent, valid_from", "10, now() + interval '1 day'").await;
    shop.code("LATE", "percent, valid_until", "10, now() - interval '1 day'").await;
    shop.code("REVOKED", "percent, revoked_at", "10, now()").await;
    shop.code("ELSEWHERE", "percent, event_id", &format!("10, {}", other.id)).await;
    shop.code("KRONOR", "amount_per_seat, currency", "100, 'SEK'").await;
    shop.code("SCHOOLS", "percent, min_seats", "10, 3").await;
    shop.code("ONCE", "percent, max_per_buyer", "10, 1").await;
    let held = shop.hold(&[FRONT[0]]).await;
    let again = shop.hold(&[FRONT[1]]).await;
    shop.with_code(&again, "ONCE").await.expect("the first time");
    for (code, reason) in [
        ("no such code", CodeRefusal::Unknown),
        ("EARLY", CodeRefusal::Unknown),
        ("LATE", CodeRefusal::Expired),
        ("REVOKED", CodeRefusal::Expired),
        ("ELSEWHERE", CodeRefusal::OtherEvent),
        ("KRONOR", CodeRefusal::OtherEvent),
        ("SCHOOLS", CodeRefusal::TooFewSeats),
        ("ONCE", CodeRefusal::UsedUp),
    ] {
        refused_code(shop.with_code(&held, code).await, reason);
    }
    assert_eq!(shop.office.booking(shop.buyer, held.id).await.expect("there").total, held.total);
    shop.sound().await;
}

#[tokio::test]
async fn nobody_finds_a_code_by_trying_many() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0]]).await;
    let mut tried = 0;
    loop {
        match shop.with_code(&held, "GUESS").await {
            Err(Refusal::CodeRefused(CodeRefusal::Unknown)) => tried += 1,
            Err(Refusal::TooManyCodes { .. }) => break,
            other => panic!("{other:?}"),
        }
        assert!(tried < 100, "a buyer may try for ever");
    }
    assert!(tried >= 10, "{tried} tries");
}

#[tokio::test]
async fn a_thousand_buyers_at_once_get_a_hundred_uses_and_those_of_unpaid_holds_are_free_again() {
    let shop = Shop::open_in(Hall { rows: 25, seats: 40, ..Hall::default() }).await;
    let offices = [shop.office.clone(), shop.database.box_office().await];
    shop.code("HUNDRED", "percent, max_uses", "10, 100").await;
    let mut buyers = JoinSet::new();
    for seat in 0..1_000_u32 {
        let (office, event) = (offices[seat as usize % 2].clone(), shop.event.id);
        buyers.spawn(async move {
            let buyer = BuyerId::new();
            let held = hold(&office, buyer, event, &[seat]).await;
            loop {
                match with_code(&office, buyer, held.id, "HUNDRED").await {
                    Ok(booking) => break booking.code.is_some(),
                    Err(Refusal::CodeRefused(CodeRefusal::UsedUp)) => break false,
                    // So many at once: some wait for a connection longer than they may, and ask again.
                    Err(Refusal::Store(error)) if error.is_transient() => {}
                    Err(Refusal::Busy | Refusal::Unreachable) => {}
                    Err(Refusal::TooManyCodes { .. }) => tokio::task::yield_now().await,
                    Err(other) => panic!("{other:?}"),
                }
            }
        });
    }
    let have_it = buyers.join_all().await.into_iter().filter(|has_it| *has_it).count();
    assert_eq!(have_it, 100);
    assert_eq!(shop.database.number("select count(*) from booking where promo_code_id is not null").await, 100);
    shop.sound().await;

    shop.database.lapse().await;
    let held = shop.hold(&[0]).await;
    let booking = shop.with_code(&held, "HUNDRED").await.expect("a use is free again");
    assert_eq!(booking.total.amount, 5_400);
    let uses = "select count(*) from promo_code_use where status = 'pending' and expires_at > now()";
    assert_eq!(shop.database.number(uses).await, 1);
    while shop.office.expire(shop.event.id).await.expect("ended") > 0 {}
    shop.sound().await;
}

#[tokio::test]
async fn a_use_stays_taken_while_its_booking_may_still_be_paid() {
    let shop = Shop::open().await;
    shop.code("ONE", "percent, max_uses", "10, 1").await;
    let held = shop.hold(&[FRONT[0]]).await;
    shop.with_code(&held, "ONE").await.expect("a code");
    let token = shop.office.sandbox_token(SLOW).await.expect("a token");
    let (office, buyer, id) = (shop.office.clone(), shop.buyer, held.id);
    let paying = tokio::spawn(async move { office.pay(buyer, id, &fresh_key(), &token).await });
    shop.database.until("select count(*) from payment where state = 'started'", 1).await;
    shop.database.lapse().await;
    let other = shop.hold(&[FRONT[1]]).await;
    refused_code(shop.with_code(&other, "ONE").await, CodeRefusal::UsedUp);
    assert_eq!(paying.await.expect("joins").expect("paid").total.amount, 5_400);
    refused_code(shop.with_code(&other, "ONE").await, CodeRefusal::UsedUp);
    shop.sound().await;
}

#[tokio::test]
async fn prices_stay_as_they_are_while_a_booking_is_paid_and_afterwards() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0]]).await;
    let token = shop.office.sandbox_token(SLOW).await.expect("a token");
    let (office, buyer, id) = (shop.office.clone(), shop.buyer, held.id);
    let paying = tokio::spawn(async move { office.pay(buyer, id, &fresh_key(), &token).await });
    shop.database.until("select count(*) from payment where state = 'started'", 1).await;
    let child = [(FRONT[0], "Child")];
    assert!(matches!(shop.choose(&held, &child).await, Err(Refusal::PaymentInProgress)));
    assert_eq!(paying.await.expect("joins").expect("paid").total, held.total);
    assert!(matches!(shop.choose(&held, &child).await, Err(Refusal::BookingState(_))));

    let late = shop.hold(&[FRONT[1]]).await;
    shop.database.lapse_booking(late.id).await;
    assert!(matches!(shop.choose(&late, &[(FRONT[1], "Child")]).await, Err(Refusal::HoldExpired)));
    let stranger = shop.office.reprice(BuyerId::new(), late.id, RepriceRequest::default()).await;
    assert!(matches!(stranger, Err(Refusal::UnknownBooking)), "{stranger:?}");
    assert_eq!(shop.office.expire(shop.event.id).await.expect("ended"), 1);
    shop.sound().await;
}

#[tokio::test]
async fn a_payment_that_begins_while_a_price_changes_is_over_the_new_price() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0]]).await;
    let child = shop.price_type("Child").await;
    let mut theirs = shop.database.pool().begin().await.expect("a transaction");
    sqlx::query("select reprice_booking($1, $2, $3, $4, $5, null)")
        .bind(shop.event.id.0)
        .bind(held.id.0)
        .bind(shop.buyer.0)
        .bind(vec![FRONT[0] as i32])
        .bind(vec![child.0])
        .execute(&mut *theirs)
        .await
        .expect("repriced");
    let token = shop.office.sandbox_token(ACCEPTED).await.expect("a token");
    let (office, buyer, id) = (shop.office.clone(), shop.buyer, held.id);
    let paying = tokio::spawn(async move { office.pay(buyer, id, &fresh_key(), &token).await });
    shop.database.until("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", 1).await;
    theirs.commit().await.expect("committed");
    assert_eq!(paying.await.expect("joins").expect("paid").total.amount, 3_000);
    shop.sound().await;
}

#[tokio::test]
async fn a_booking_that_costs_nothing_gets_its_tickets_and_no_provider_is_asked() {
    let shop = Shop::open().await;
    shop.code("GIFT", "percent", "100").await;
    let token = shop.office.sandbox_token(ACCEPTED).await.expect("a token");
    for (number, way) in ["free", "direct", "hosted"].into_iter().enumerate() {
        let held = shop.hold(&[FRONT[number]]).await;
        let gift = shop.with_code(&held, "GIFT").await.expect("a code");
        assert_eq!((gift.total.amount, gift.seats[0].full_price.map(|price| price.amount)), (0, Some(6_000)), "{way}");
        let key = fresh_key();
        for time in ["the first time", "again"] {
            match way {
                "free" => drop(shop.office.take_free(shop.buyer, held.id, &key).await.expect(time)),
                "direct" => drop(shop.office.pay(shop.buyer, held.id, &key, &token).await.expect(time)),
                _ => {
                    let page = shop.office.pay_on_page(shop.buyer, held.id, &key, None).await.expect(time);
                    assert_eq!(page, format!("/bookings/{}", held.id));
                }
            }
        }
        let booking = shop.office.booking(shop.buyer, held.id).await.expect("there");
        assert_eq!((booking.status, booking.tickets.len()), (BookingStatus::Confirmed, 1), "{way}");
    }
    shop.database.until("select count(*) from payment where provider = 'free' and state = 'captured' and closed_at is not null", 3).await;
    assert_eq!(shop.database.number("select count(*) from sandbox_charge").await, 0);
    shop.sound().await;
}

#[tokio::test]
async fn what_costs_something_is_not_given_away() {
    let shop = Shop::open().await;
    let held = shop.hold(&[FRONT[0]]).await;
    let asked = shop.office.take_free(shop.buyer, held.id, &fresh_key()).await;
    assert!(matches!(asked, Err(Refusal::BookingState(_))), "{asked:?}");
    // As a server would ask whose page is old.
    let begin = Begin {
        booking: held.id,
        buyer: shop.buyer,
        payment: Uuid::now_v7(),
        provider: FREE.to_owned(),
        key: fresh_key(),
        fingerprint: vec![0],
        parameters: None,
    };
    let mut connection = shop.database.pool().acquire().await.expect("a connection");
    let outcome = store::desk::run(&mut connection, shop.event.id, &Batch::from_iter([&begin])).await.expect("runs");
    assert_eq!(outcome.expect("there is such an event").of::<Begin>().expect("of one kind"), [Begun::Repriced]);
    let row = "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency)
               select gen_random_uuid(), event_id, id, 'free', 'k', '\\x00', amount, currency from booking";
    assert!(shop.database.try_execute(row).await.is_err(), "the tables refuse it, too");
    assert_eq!(shop.database.number("select count(*) from ticket").await, 0);
}

#[tokio::test]
async fn a_booking_that_costs_nothing_and_whose_server_died_half_way_ends_with_tickets() {
    let shop = Shop::open().await;
    shop.code("GIFT", "percent", "100").await;
    let held = shop.hold(&[FRONT[0]]).await;
    shop.with_code(&held, "GIFT").await.expect("a code");
    shop.database
        .execute(&format!(
            "with intent as (
                 insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, ask_at)
                 values (gen_random_uuid(), {}, '{}', 'free', 'k', '\\x00', 0, 'EUR', now())
                 returning id, amount, currency
             )
             insert into payment_stamp (payment_id, kind, amount, currency) select id, 'started', amount, currency from intent",
            shop.event.id, held.id
        ))
        .await;
    shop.database.until("select count(*) from payment where state = 'captured'", 1).await;
    assert_eq!(shop.office.booking(shop.buyer, held.id).await.expect("there").tickets.len(), 1);
    shop.sound().await;
}
