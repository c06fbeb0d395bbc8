//! A shop whose provider behaves as a test says.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use boxoffice::{BoxOffice, Refusal, SandboxCall, SandboxFault, SandboxScript, Settings};
use domain::{
    BuyerId, SeatNo,
    plan::SeatingPlan,
    selling::{Booking, BookingRequest, IdempotencyKey},
};
use store::sandbox_faults::{self, LedgerFault};
use testing::{Hall, TestDatabase, TestEvent};
use tokio::task::JoinHandle;
use uuid::Uuid;

pub const ACCEPTED: &str = "4242 4242 4242 4242";
pub const SLOW: &str = "4000 0000 0000 3220";

/// The number of a payment that did not begin through the box office.
pub const PAYMENT: &str = "0199aaaa-0000-7000-8000-000000000001";

/// The fault of each call, until the test changes it.
pub type Faults = Arc<Mutex<HashMap<SandboxCall, SandboxFault>>>;

pub struct Shop {
    pub database: TestDatabase,
    pub event: TestEvent,
    pub office: BoxOffice,
    pub buyer: BuyerId,
    faults: Faults,
    /// The number of calls of each kind that the provider has done.
    done: Arc<Mutex<HashMap<SandboxCall, u32>>>,
    /// The number of look-ups at the provider.
    look_ups: Arc<AtomicU64>,
}

impl Shop {
    /// A provider that answers within its deadline or not at all.
    pub async fn open() -> Self {
        Self::with_deadline(Duration::from_secs(10)).await
    }

    pub async fn with_deadline(provider_deadline: Duration) -> Self {
        Self::with(&Hall::default(), provider_deadline, false).await
    }

    pub async fn open_in(hall: &Hall, provider_deadline: Duration) -> Self {
        Self::with(hall, provider_deadline, false).await
    }

    /// A shop that offers other seats for late payments.
    pub async fn with_offers(hall: &Hall) -> Self {
        Self::with(hall, Duration::from_secs(10), true).await
    }

    /// The same, for an event with this plan, which has the rows of the hall.
    pub async fn with_offers_in_plan(hall: &Hall, plan: &SeatingPlan) -> Self {
        Self::with_plan(hall, plan, Duration::from_secs(10), true).await
    }

    async fn with(hall: &Hall, provider_deadline: Duration, late_offers: bool) -> Self {
        Self::with_plan(hall, &hall.plan(), provider_deadline, late_offers).await
    }

    async fn with_plan(
        hall: &Hall,
        plan: &SeatingPlan,
        provider_deadline: Duration,
        late_offers: bool,
    ) -> Self {
        let database = TestDatabase::new().await;
        let event = hall.open_with(database.pool(), plan).await;
        let faults = Faults::default();
        let done: Arc<Mutex<HashMap<SandboxCall, u32>>> = Arc::default();
        let look_ups: Arc<AtomicU64> = Arc::default();
        let script = {
            let faults = Arc::clone(&faults);
            let look_ups = Arc::clone(&look_ups);
            let fault = move |_: Uuid, call: SandboxCall| {
                look_ups.fetch_add(u64::from(call == SandboxCall::LookUp), Ordering::Relaxed);
                faults
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .get(&call)
                    .copied()
            };
            let done = Arc::clone(&done);
            let notices = move |_: Uuid, call| {
                *done
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .entry(call)
                    .or_default() += 1;
                vec![]
            };
            SandboxScript::new(fault, notices)
        };
        let settings = Settings {
            sweep: false,
            sandbox_script: Some(script),
            provider_deadline,
            late_offers,
            ..Settings::default()
        };
        let office = database.box_office_with(settings).await;
        Self {
            database,
            event,
            office,
            buyer: BuyerId::new(),
            faults,
            done,
            look_ups,
        }
    }

    /// A larger hall, with a sandbox in which an operator has switched on these faults.
    pub async fn with_switched(switched: &[LedgerFault]) -> Self {
        let database = TestDatabase::new().await;
        let event = Hall {
            rows: 50,
            seats: 40,
            ..Hall::default()
        }
        .open(&database)
        .await;
        sandbox_faults::switch(database.pool(), switched)
            .await
            .expect("switched");
        let settings = Settings {
            sweep: false,
            provider_deadline: Duration::from_secs(2),
            ..Settings::default()
        };
        let office = database.box_office_with(settings).await;
        let (faults, done, look_ups) = (Faults::default(), Arc::default(), Arc::default());
        Self {
            database,
            event,
            office,
            buyer: BuyerId::new(),
            faults,
            done,
            look_ups,
        }
    }

    pub fn fault(&self, call: SandboxCall, fault: SandboxFault) {
        self.faults
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(call, fault);
    }

    /// Waits until the provider has done a call of this kind, however late.
    pub async fn until_done(&self, call: SandboxCall) {
        let done = async {
            while !self
                .done
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .contains_key(&call)
            {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), done)
            .await
            .unwrap_or_else(|_| panic!("never done: {call:?}"));
    }

    /// The number of look-ups at the provider.
    pub fn look_ups(&self) -> u64 {
        self.look_ups.load(Ordering::Relaxed)
    }

    pub fn all_is_well(&self) {
        self.faults
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    pub async fn hold(&self, buyer: BuyerId, numbers: &[u32]) -> Booking {
        let request = BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect());
        self.office
            .hold(buyer, self.event.id, &fresh_key(), request)
            .await
            .expect("held")
    }

    pub async fn pay(&self, booking: &Booking) -> Result<Booking, Refusal> {
        self.pay_with_key(booking, &fresh_key()).await
    }

    pub async fn pay_with_key(
        &self,
        booking: &Booking,
        key: &IdempotencyKey,
    ) -> Result<Booking, Refusal> {
        let token = self.office.sandbox_token(ACCEPTED).await.expect("a token");
        self.office.pay(self.buyer, booking.id, key, &token).await
    }

    /// Begins to pay with the slow card, and waits until the payment is written.
    pub async fn begin(&self, booking: &Booking) -> JoinHandle<Result<Booking, Refusal>> {
        let token = self.office.sandbox_token(SLOW).await.expect("a token");
        let (office, buyer, id) = (self.office.clone(), self.buyer, booking.id);
        let paying = tokio::spawn(async move { office.pay(buyer, id, &fresh_key(), &token).await });
        self.until("select count(*) from payment where state = 'started'", 1)
            .await;
        paying
    }

    /// Creates a payment of the booking as a dead server left it: in this state here, in that state
    /// at the provider, and not due yet.
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

    /// Makes the look-up of every open payment and every job due at once.
    pub async fn hurry(&self) {
        // One statement after the other, because settling locks a payment together with its jobs.
        self.database
            .execute("update payment set ask_at = clock_timestamp() where closed_at is null")
            .await;
        self.database
            .execute("update money_job set run_at = clock_timestamp() where done_at is null")
            .await;
    }

    /// Ends the time to pay.
    pub async fn run_out(&self) {
        self.database
            .execute("update payment set deadline = clock_timestamp() where closed_at is null")
            .await;
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
        self.until(
            &format!("select count(*) from payment where state = '{state}'"),
            1,
        )
        .await;
    }

    /// Hurries until the only payment is in this state.
    pub async fn hurry_until_state(&self, state: &str) {
        self.hurry_until(&format!(
            "select count(*) from payment where state = '{state}'"
        ))
        .await;
    }

    /// Hurries until a query counts one. A payment that is being looked up now is postponed
    /// afterwards, so one call may not be enough.
    pub async fn hurry_until(&self, sql: &str) {
        let reached = async {
            while self.database.number(sql).await != 1 {
                self.hurry().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), reached)
            .await
            .unwrap_or_else(|_| panic!("never one: {sql}"));
    }

    pub async fn sound(&self) {
        assert_eq!(self.database.violations().await, Vec::<String>::new());
    }
}

pub fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}
