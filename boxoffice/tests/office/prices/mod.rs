//! Price types and promo codes: chosen after the hold, and fixed when the payment begins.

mod choosing;
mod codes;
mod fixing;
mod free;

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BookingId, BuyerId, EventId, PriceTypeId, SeatNo,
    selling::{
        Booking, BookingRequest, CodeRefusal, IdempotencyKey, RepriceRequest, SeatPriceType,
    },
};
use testing::{Hall, TestDatabase, TestEvent};

const ACCEPTED: &str = "4242 4242 4242 4242";
const DECLINED: &str = "4000 0000 0000 0002";
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
    /// An event with a child's price at both levels, a student's price at the front for two seats,
    /// and a companion's.
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
        Self {
            database,
            event,
            office,
            buyer: BuyerId::new(),
        }
    }

    /// Creates a promo code with these columns.
    async fn code(&self, code: &str, columns: &str, values: &str) {
        self.database
            .execute(&format!(
                "insert into promo_code (code, {columns}) values ('{code}', {values})"
            ))
            .await;
    }

    async fn hold(&self, numbers: &[u32]) -> Booking {
        hold(&self.office, self.buyer, self.event.id, numbers).await
    }

    async fn price_type(&self, name: &str) -> PriceTypeId {
        let offered = self
            .office
            .price_types(self.event.id)
            .await
            .expect("price types");
        offered
            .price_types
            .iter()
            .find(|known| known.name == name)
            .expect("a price type of this name")
            .id
    }

    async fn choose(&self, booking: &Booking, chosen: &[(u32, &str)]) -> Result<Booking, Refusal> {
        let mut seats = Vec::new();
        for (seat, name) in chosen {
            seats.push(SeatPriceType {
                seat: SeatNo(*seat),
                price_type: Some(self.price_type(name).await),
            });
        }
        self.office
            .reprice(
                self.buyer,
                booking.id,
                RepriceRequest {
                    seats: Some(seats),
                    code: None,
                },
            )
            .await
    }

    async fn with_code(&self, booking: &Booking, code: &str) -> Result<Booking, Refusal> {
        with_code(&self.office, self.buyer, booking.id, code).await
    }

    async fn pay(&self, booking: &Booking) -> Result<Booking, Refusal> {
        let token = self.office.sandbox_token(ACCEPTED).await.expect("a token");
        self.office
            .pay(self.buyer, booking.id, &fresh_key(), &token)
            .await
    }

    async fn sound(&self) {
        self.database
            .until("select count(*) from payment where closed_at is null", 0)
            .await;
        assert_eq!(self.database.violations().await, Vec::<String>::new());
    }
}

async fn hold(office: &BoxOffice, buyer: BuyerId, event: EventId, numbers: &[u32]) -> Booking {
    let request = BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect());
    office
        .hold(buyer, event, &fresh_key(), request)
        .await
        .expect("held")
}

async fn with_code(
    office: &BoxOffice,
    buyer: BuyerId,
    booking: BookingId,
    code: &str,
) -> Result<Booking, Refusal> {
    office
        .reprice(
            buyer,
            booking,
            RepriceRequest {
                seats: None,
                code: Some(code.to_owned()),
            },
        )
        .await
}

fn prices(booking: &Booking) -> Vec<i64> {
    booking.seats.iter().map(|seat| seat.price.amount).collect()
}

#[track_caller]
fn refused_seats(answer: Result<Booking, Refusal>, expected: &[u32]) {
    let expected: Vec<SeatNo> = expected.iter().copied().map(SeatNo).collect();
    assert!(
        matches!(&answer, Err(Refusal::PriceTypeNotOffered { seats }) if *seats == expected),
        "{answer:?}"
    );
}

#[track_caller]
fn refused_code(answer: Result<Booking, Refusal>, expected: CodeRefusal) {
    assert!(
        matches!(&answer, Err(Refusal::CodeRefused(reason)) if *reason == expected),
        "{answer:?}"
    );
}
