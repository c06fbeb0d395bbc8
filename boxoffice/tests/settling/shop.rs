//! A shop whose provider does what a test says.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use boxoffice::{BoxOffice, Refusal, SandboxCall, SandboxFault, SandboxScript, Settings};
use domain::{
    BuyerId, SeatNo,
    selling::{Booking, BookingRequest, IdempotencyKey},
};
use testing::{Hall, TestDatabase, TestEvent};
use tokio::task::JoinHandle;
use uuid::Uuid;

pub const ACCEPTED: &str = "4242 4242 4242 4242";
pub const SLOW: &str = "4000 0000 0000 3220";

/// A payment that nobody began through the box office.
pub const PAYMENT: &str = "0199aaaa-0000-7000-8000-000000000001";

/// What goes wrong with each call, until the test says otherwise.
pub type Faults = Arc<Mutex<HashMap<SandboxCall, SandboxFault>>>;

pub struct Shop {
    pub database: TestDatabase,
    pub event: TestEvent,
    pub office: BoxOffice,
    pub buyer: BuyerId,
    faults: Faults,
    /// How many calls of each kind the provider has done.
    done: Arc<Mutex<HashMap<SandboxCall, u32>>>,
}

impl Shop {
    /// A provider that answers within its deadline or not at all.
    pub async fn open() -> Self {
        Self::with_deadline(Duration::from_secs(10)).await
    }

    pub async fn with_deadline(provider_deadline: Duration) -> Self {
        let database = TestDatabase::new().await;
        let event = Hall::default().open(&database).await;
        let faults = Faults::default();
        let done: Arc<Mutex<HashMap<SandboxCall, u32>>> = Arc::default();
        let script = {
            let faults = Arc::clone(&faults);
            let fault = move |_: Uuid, call| faults.lock().unwrap_or_else(PoisonError::into_inner).get(&call).copied();
            let done = Arc::clone(&done);
            let notices = move |_: Uuid, call| {
                *done.lock().unwrap_or_else(PoisonError::into_inner).entry(call).or_default() += 1;
                vec![]
            };
            SandboxScript::new(fault, notices)
        };
        let settings = Settings { sweep: false, sandbox_script: Some(script), provider_deadline, ..Settings::default() };
        let office = database.box_office_with(settings).await;
        Self { database, event, office, buyer: BuyerId::new(), faults, done }
    }

    pub fn fault(&self, call: SandboxCall, fault: SandboxFault) {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).insert(call, fault);
    }

    /// Waits until the provider has done a call of this kind, however late.
    pub async fn until_done(&self, call: SandboxCall) {
        let done = async {
            while !self.done.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&call) {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), done).await.unwrap_or_else(|_| panic!("never done: {call:?}"));
    }

    pub fn all_is_well(&self) {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub async fn hold(&self, buyer: BuyerId, numbers: &[u32]) -> Booking {
        let request = BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect());
        self.office.hold(buyer, self.event.id, &fresh_key(), request).await.expect("held")
    }

    pub async fn pay(&self, booking: &Booking) -> Result<Booking, Refusal> {
        self.pay_with_key(booking, &fresh_key()).await
    }

    pub async fn pay_with_key(&self, booking: &Booking, key: &IdempotencyKey) -> Result<Booking, Refusal> {
        let token = self.office.sandbox_token(ACCEPTED).await.expect("a token");
        self.office.pay(self.buyer, booking.id, key, &token).await
    }

    /// Begins to pay with the slow card, and waits until the payment is written.
    pub async fn begin(&self, booking: &Booking) -> JoinHandle<Result<Booking, Refusal>> {
        let token = self.office.sandbox_token(SLOW).await.expect("a token");
        let (office, buyer, id) = (self.office.clone(), self.buyer, booking.id);
        let paying = tokio::spawn(async move { office.pay(buyer, id, &fresh_key(), &token).await });
        self.until("select count(*) from payment where state = 'started'", 1).await;
        paying
    }

    /// A payment of the booking as a dead server left it: in this state here, in that one at the provider, and not asked about yet.
    pub async fn left(&self, booking: &Booking, state: &str, stamps: &str, charge: Option<&str>) {
        let amount = booking.total.amount;
        let charge = charge.map_or_else(String::new, |charge| {
            format!("insert into sandbox_charge (payment_id, amount, currency, state) values ('{PAYMENT}', {amount}, 'EUR', '{charge}');")
        });
        self.database
            .execute(&format!(
                "insert into payment (id, event_id, booking_id, provider, key, fingerprint, amount, currency, state, ask_at)
                 values ('{PAYMENT}', {}, '{}', 'sandbox', 'k', '\\x00', {amount}, 'EUR', '{state}', now() + interval '1 hour');
                 insert into payment_stamp (payment_id, kind, amount, currency)
                 select id, kind, amount, currency from payment, unnest(array[{stamps}]) kind where id = '{PAYMENT}';
                 {charge}",
                self.event.id, booking.id
            ))
            .await;
    }

    /// Has every open payment asked about, and every job done, at once.
    pub async fn hurry(&self) {
        // One after the other: whoever settles a payment locks it together with its jobs.
        self.database.execute("update payment set ask_at = clock_timestamp() where closed_at is null").await;
        self.database.execute("update money_job set run_at = clock_timestamp() where done_at is null").await;
    }

    /// Ends the time to pay.
    pub async fn run_out(&self) {
        self.database.execute("update payment set deadline = clock_timestamp() where closed_at is null").await;
    }

    /// Moves the ends of all holds into the past.
    pub async fn lapse(&self) {
        self.database.lapse().await;
    }

    pub async fn until(&self, sql: &str, number: i64) {
        self.database.until(sql, number).await;
    }

    /// Waits until the only payment is in this state.
    pub async fn until_state(&self, state: &str) {
        self.until(&format!("select count(*) from payment where state = '{state}'"), 1).await;
    }

    /// Hurries until the only payment is in this state: a payment that is asked about at this moment is put off afterwards.
    pub async fn hurry_until_state(&self, state: &str) {
        let sql = format!("select count(*) from payment where state = '{state}'");
        let reached = async {
            while self.database.number(&sql).await != 1 {
                self.hurry().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), reached).await.unwrap_or_else(|_| panic!("never {state}"));
    }

    pub async fn sound(&self) {
        assert_eq!(self.database.violations().await, Vec::<String>::new());
    }
}

pub fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}
