//! The box office: everything that sells, started once a server.

use std::{sync::Arc, time::Duration};

use domain::{BookingId, BuyerId, EventId, live::Position, plan::PlanHash, selling::Booking, waiting::DrandChain};
use store::{
    EventKey, Health, Pool,
    plans::{PackedPlan, PlanToSend},
    search::{Search, meilisearch::Meilisearch},
};
use thiserror::Error;
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use crate::{
    EventPlan, Refusal, TicketSigner, Watcher,
    catalogue::Catalogue,
    code_tries::CodeTries,
    demand::Demand,
    desk::Desks,
    event_plan::EventPlans,
    held_seats::HeldSeats,
    hub::Hub,
    letters::{LetterSettings, Letters},
    notifier::Notifier,
    payments::{PROVIDER_DEADLINE, Payments, SandboxScript, Stripe, StripeSettings},
    tickets, view,
    waiting::WaitingRooms,
};

/// How the box office is to work.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Whether this server runs the cleanup. At least one server of an installation does.
    pub sweep: bool,
    /// Whether this server removes once a day what nobody needs any more.
    pub prune: bool,
    /// Whether this server compresses new seating plans for the database.
    pub pack_plans: bool,
    /// Whether selling on a database that can lose commits is allowed: for tests only.
    pub allow_undurable: bool,
    /// Where desks and payments work: a runtime of their own, or with `None` the one that starts the box office.
    pub selling_threads: Option<Handle>,
    /// A sale desk closes when nobody has asked it anything for this long.
    pub desk_idle: Duration,
    /// The search server, where there is one.
    pub search_server: Option<Meilisearch>,
    /// The drand chain whose rounds decide draws.
    pub beacon_chain: DrandChain,
    /// Addresses of drand's HTTP API, as `https://api.drand.sh`, asked in this order. Without any, rounds are posted.
    pub beacon_urls: Vec<String>,
    /// How long a call to a payment provider may take.
    pub provider_deadline: Duration,
    /// Stripe, where it takes the payments; otherwise the sandbox does.
    pub stripe: Option<StripeSettings>,
    /// What goes wrong at the sandbox: for tests only.
    pub sandbox_script: Option<SandboxScript>,
    /// Where letters go out.
    pub letters: LetterSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sweep: true,
            prune: true,
            pack_plans: true,
            allow_undurable: false,
            selling_threads: None,
            desk_idle: Duration::from_secs(60),
            search_server: None,
            beacon_chain: DrandChain::QUICKNET,
            beacon_urls: Vec::new(),
            provider_deadline: PROVIDER_DEADLINE,
            stripe: None,
            sandbox_script: None,
            letters: LetterSettings::default(),
        }
    }
}

/// Why the box office does not open.
#[derive(Debug, Error)]
pub enum StartError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The database may lose what it has acknowledged.
    #[error("refusing to sell: the database has {0} and could lose sold tickets in a crash")]
    Undurable(String),
    /// Nothing can be sent to Stripe.
    #[error("cannot make calls to Stripe")]
    Stripe(#[source] reqwest::Error),
    /// The database's ticket key has another length than a key has.
    #[error("the database's ticket key is not a key")]
    TicketKey,
}

/// The door to everything that sells. Clones are cheap and share all.
#[derive(Debug, Clone)]
pub struct BoxOffice {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    pool: Pool,
    /// Connections for what this server keeps in memory: sales wait for it, so pages have no share in them.
    memory: Pool,
    /// Connections for the bookings of those who release: a crowd of them keeps no hall from being read.
    bookings: Pool,
    plans: EventPlans,
    catalogue: Arc<Catalogue>,
    hub: Arc<Hub>,
    desks: Desks,
    waiting: Arc<WaitingRooms>,
    payments: Payments,
    letters: Letters,
    held_seats: HeldSeats,
    code_tries: CodeTries,
    threads: Handle,
    signer: TicketSigner,
    allow_undurable: bool,
    shutdown: CancellationToken,
}

impl BoxOffice {
    /// Opens the box office and starts its tasks, which end when `shutdown` is cancelled.
    ///
    /// # Errors
    /// When the database cannot be asked, or could lose sold tickets.
    pub async fn start(pool: Pool, settings: Settings, shutdown: CancellationToken) -> Result<Self, StartError> {
        let undurable = store::undurable_settings(&pool).await?;
        let pool = pool.with_deadline(store::deadline::READ);
        if !undurable.is_empty() && !settings.allow_undurable {
            return Err(StartError::Undurable(undurable.join(", ")));
        }
        let key = store::secrets::load_or_create(&pool, tickets::KEY_NAME, tickets::KEY_BYTES).await?;
        let signer = TicketSigner::new(&key).ok_or(StartError::TicketKey)?;
        let memory = store::memory_pool(&pool);
        let hub = Arc::new(Hub::new(memory.clone(), shutdown.clone()));
        let notifier = Arc::new(Notifier::default());
        let threads = settings.selling_threads.clone().unwrap_or_else(Handle::current);
        let stripe = settings.stripe.clone().map(|stripe| Stripe::new(stripe, settings.provider_deadline)).transpose();
        let stripe = stripe.map_err(StartError::Stripe)?;
        let (payments, sandbox_notices) =
            Payments::load(store::paying_pool(&pool), settings.provider_deadline, stripe, settings.sandbox_script.clone()).await?;
        let letters = Letters::load(&pool, settings.letters.clone()).await?;
        let plans = EventPlans::new(memory.clone());
        let selling = store::selling_pool(&pool);
        let demand = Arc::new(Demand::default());
        let desks =
            Desks::new(selling, hub.clone(), notifier.clone(), demand.clone(), threads.clone(), settings.desk_idle, shutdown.clone());
        let waiting = Arc::new(WaitingRooms::load(memory.with_deadline(store::deadline::DESK), settings.beacon_chain).await?);
        let search = Search::new(store::searching_pool(&pool), settings.search_server.clone());
        let catalogue = Arc::new(Catalogue::new(search, pool.clone(), plans.clone(), demand));
        let office = Self {
            inner: Arc::new(Inner {
                pool: pool.clone(),
                memory,
                bookings: store::booking_pool(&pool),
                plans,
                catalogue: catalogue.clone(),
                hub: hub.clone(),
                desks,
                waiting,
                payments,
                letters,
                held_seats: HeldSeats::default(),
                code_tries: CodeTries::default(),
                threads,
                signer,
                allow_undurable: settings.allow_undurable,
                shutdown: shutdown.clone(),
            }),
        };

        office.start_tasks(hub, notifier, &settings, &shutdown);
        if let Some(notices) = sandbox_notices {
            office.threads().spawn(office.clone().carry(notices, shutdown));
        }
        Ok(office)
    }

    /// The database.
    #[must_use]
    pub fn pool(&self) -> &Pool {
        &self.inner.pool
    }

    /// Done when the box office closes.
    pub async fn closed(&self) {
        self.inner.shutdown.cancelled().await;
    }

    /// Who signs the tickets.
    #[must_use]
    pub fn signer(&self) -> &TicketSigner {
        &self.inner.signer
    }

    /// Connections for the bookings that holds and releases read beside their desk: nothing else uses them.
    pub(crate) fn bookings_of_holders(&self) -> &Pool {
        &self.inner.bookings
    }

    pub(crate) fn payments(&self) -> &Payments {
        &self.inner.payments
    }

    pub(crate) fn letters(&self) -> &Letters {
        &self.inner.letters
    }

    /// What the callers of each address hold.
    pub(crate) fn held_seats(&self) -> &HeldSeats {
        &self.inner.held_seats
    }

    /// How often each buyer tried a promo code.
    pub(crate) fn code_tries(&self) -> &CodeTries {
        &self.inner.code_tries
    }

    /// Where desks and payments work.
    pub(crate) fn threads(&self) -> &Handle {
        &self.inner.threads
    }

    pub(crate) fn catalogue(&self) -> &Arc<Catalogue> {
        &self.inner.catalogue
    }

    pub(crate) fn hub(&self) -> &Hub {
        &self.inner.hub
    }

    pub(crate) fn desks(&self) -> &Desks {
        &self.inner.desks
    }

    /// The waiting rooms.
    pub(crate) fn waiting(&self) -> &Arc<WaitingRooms> {
        &self.inner.waiting
    }

    /// An event's plan and prices.
    ///
    /// # Errors
    /// When there is no such event.
    pub async fn plan(&self, event: EventId) -> Result<Arc<EventPlan>, Refusal> {
        self.inner.plans.get(event).await
    }

    /// The number of the event with this key, for a hold: it waits for no page. A number is taken as it is, and the desk says whether there
    /// is such an event.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn event_number(&self, key: &EventKey) -> Result<Option<EventId>, Refusal> {
        self.inner.plans.number(key).await
    }

    /// A seating plan as callers get it. None where there is no such plan.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn plan_to_send(&self, hash: &PlanHash) -> Result<Option<PlanToSend>, Refusal> {
        Ok(store::plans::to_send(&self.inner.memory, hash).await?)
    }

    /// The compressed form of a seating plan. None before a server has made it.
    ///
    /// # Errors
    /// The database's failures, after at most 2 seconds.
    pub async fn packed_plan(&self, hash: &PlanHash) -> Result<Option<PackedPlan>, Refusal> {
        let pool = self.inner.memory.with_deadline(store::deadline::PROOF);
        Ok(store::plans::packed(&pool, hash).await?)
    }

    /// A booking of this buyer.
    ///
    /// # Errors
    /// When the buyer has no such booking.
    pub async fn booking(&self, buyer: BuyerId, booking: BookingId) -> Result<Booking, Refusal> {
        self.booking_over(self.pool(), buyer, booking).await
    }

    /// A booking of this buyer, read over connections that no page uses.
    pub(crate) async fn booking_while_selling(&self, buyer: BuyerId, booking: BookingId) -> Result<Booking, Refusal> {
        self.booking_over(self.bookings_of_holders(), buyer, booking).await
    }

    pub(crate) async fn booking_over(&self, pool: &Pool, buyer: BuyerId, booking: BookingId) -> Result<Booking, Refusal> {
        let row = store::bookings::of_buyer(pool, buyer, booking).await?.ok_or(Refusal::UnknownBooking)?;
        let plan = self.plan(row.event).await?;
        let mut booking = [view::booking(row, &plan)];
        self.add_refunds(pool, &mut booking).await?;
        let [booking] = booking;
        Ok(booking)
    }

    /// The newest hundred bookings of this buyer, newest first.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn bookings(&self, buyer: BuyerId) -> Result<Vec<Booking>, Refusal> {
        let mut bookings = Vec::new();
        for row in store::bookings::all_of_buyer(self.pool(), buyer).await? {
            let plan = self.plan(row.event).await?;
            bookings.push(view::booking(row, &plan));
        }
        self.add_refunds(self.pool(), &mut bookings).await?;
        Ok(bookings)
    }

    /// The live stream of an event's seats, from this position on if it can be resumed, else from a snapshot.
    ///
    /// # Errors
    /// When there is no such event.
    pub async fn watch(&self, event: EventId, since: Option<Position>) -> Result<Watcher, Refusal> {
        self.inner.hub.watch(event, since).await
    }

    /// What selling depends on, and how each was at the last look, a second ago. Costs nothing.
    pub async fn ready(&self) -> Vec<(&'static str, Result<String, String>)> {
        let database = match self.pool().health() {
            Health::Ready => Ok("durable".to_owned()),
            Health::Undurable(settings) => {
                let detail = format!("not durable: {}", settings.join(", "));
                if self.inner.allow_undurable { Ok(detail) } else { Err(detail) }
            }
            Health::Down(reason) => Err(reason),
        };
        let mut checks = vec![("database", database)];
        if let Some(server) = self.catalogue().search().server() {
            // Without it PostgreSQL searches: the shop is ready all the same.
            let state = if server.is_up() { "answers" } else { "does not answer; PostgreSQL searches" };
            checks.push(("search_server", Ok(state.to_owned())));
        }
        checks
    }
}
