//! The setting of the scenarios: one event, two servers.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BookingId, BuyerId, SeatNo, TicketId,
    selling::{Booking, BookingRequest, IdempotencyKey},
};
use store::desk::{Batch, Confirmation, ConfirmationOutcome, NewTicket};
use testing::{Hall, TestDatabase, TestEvent};
use uuid::Uuid;

const ACCEPTED: &str = "4242 4242 4242 4242";

pub struct Shop {
    pub database: TestDatabase,
    pub event: TestEvent,
    pub offices: [BoxOffice; 2],
}

impl Shop {
    pub async fn open() -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await;
        let offices = [database.box_office().await, database.box_office().await];
        Self {
            database,
            event,
            offices,
        }
    }

    pub async fn hold(&self, buyer: BuyerId, seats: &[u32]) -> Result<Booking, Refusal> {
        self.offices[0]
            .hold(buyer, self.event.id, &fresh_key(), request(seats))
            .await
    }

    pub async fn pay(&self, buyer: BuyerId, booking: BookingId) -> Result<Booking, Refusal> {
        let token = self.offices[0].sandbox_token(ACCEPTED).await?;
        self.offices[0]
            .pay(buyer, booking, &fresh_key(), &token)
            .await
    }

    /// Moves the ends of all holds into the past.
    pub async fn lapse(&self) {
        self.database.lapse().await;
    }

    /// A payment that the provider has authorised, without a sale.
    pub async fn authorised(&self, booking: &Booking) -> Uuid {
        let payment = Uuid::now_v7();
        self.database
            .execute(&format!(
                "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, state)
                 values ('{payment}', {}, '{}', 'sandbox', 'authorised', '\\x00', {}, 'EUR', 'authorised');
                 insert into payment_stamp (payment_id, kind, amount, currency)
                 select id, kind, amount, currency from payment, unnest(array['started', 'authorised']) kind where id = '{payment}';
                 insert into sandbox_charge (payment_id, amount, currency, state) values ('{payment}', {}, 'EUR', 'authorised')",
                self.event.id, booking.id, booking.total.amount, booking.total.amount
            ))
            .await;
        payment
    }

    /// Turns an authorised payment into a sale, as a desk does.
    pub async fn confirm(
        &self,
        payment: Uuid,
        booking: &Booking,
    ) -> Result<ConfirmationOutcome, String> {
        let tickets = booking.seats.iter().map(|seat| NewTicket {
            id: TicketId::new(),
            seat: seat.seat,
            code: "code".to_owned(),
        });
        let confirmation = Confirmation {
            payment,
            authorised: None,
            offers: false,
            tickets: tickets.collect(),
        };
        let batch = Batch::from_iter([&confirmation]);
        let mut connection = self.database.pool().acquire().await.expect("a connection");
        let outcome = store::desk::run(&mut connection, self.event.id, &batch)
            .await
            .map_err(|fault| fault.to_string())?;
        let confirmed =
            outcome.and_then(|outcome| outcome.of::<Confirmation>().ok()?.into_iter().next());
        confirmed.ok_or_else(|| "no answer".to_owned())
    }

    /// An open transaction of another session that has run this statement.
    pub async fn somebody_elses(&self, sql: &'static str) -> store::Transaction {
        let mut theirs = self.database.pool().begin().await.expect("a transaction");
        sqlx::query(sql).execute(&mut *theirs).await.expect("runs");
        theirs
    }

    /// Waits until this number of sessions are waiting for a lock.
    pub async fn until_waiting(&self, number: i64) {
        self.database
            .until("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", number)
            .await;
    }

    /// Adds the violations that `fsck` finds to the faults of a scenario.
    pub async fn and_violations(&self, mut faults: Vec<String>) -> Vec<String> {
        faults.extend(self.database.violations().await);
        faults
    }
}

pub fn request(seats: &[u32]) -> BookingRequest {
    BookingRequest::seats(seats.iter().copied().map(SeatNo).collect())
}

pub fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}

/// This fault, unless the condition holds.
pub fn unless(is_so: bool, fault: impl Into<String>) -> Vec<String> {
    if is_so { vec![] } else { vec![fault.into()] }
}
