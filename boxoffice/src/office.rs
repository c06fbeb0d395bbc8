//! The box office: everything that sells. A server starts it once.

use std::sync::Arc;

use domain::{EventId, live::Position, plan::PlanHash};
use papers::{Language, WalletSigner};
use store::{
    EventKey, Health, Pool,
    plans::{PackedPlan, PlanToSend},
    search::SearchEngines,
};
use thiserror::Error;
use tokio::{runtime::Handle, sync::watch};
use tokio_util::sync::CancellationToken;

use crate::{
    EventPlan, Refusal, Settings, Watcher,
    catalogue::Catalogue,
    code_tries::CodeTries,
    demand::Demand,
    desk::Desks,
    event_plan::EventPlans,
    held_seats::HeldSeats,
    hub::Hub,
    letters::Letters,
    notifier::Notifier,
    payments::{Payments, Stripe},
    people::People,
    tickets::TicketKeys,
    waiting::WaitingRooms,
};

/// Why the box office cannot start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The database may lose acknowledged commits.
    #[error("refusing to sell: the database has {0} and could lose sold tickets in a crash")]
    Undurable(String),
    /// The client for Stripe cannot be created.
    #[error("cannot make calls to Stripe")]
    Stripe(#[source] reqwest::Error),
}

/// The interface to everything that sells. Clones are cheap and share all state.
#[derive(Debug, Clone)]
pub struct BoxOffice {
    inner: Arc<Inner>,
    /// The language of the caller.
    language: Language,
}

#[derive(Debug)]
struct Inner {
    pool: Pool,
    /// Connections for data that this server keeps in memory. Sales wait for it, so pages do not
    /// share them.
    memory: Pool,
    /// Connections for reading bookings on release, so that a crowd of releases does not block the
    /// loading of halls.
    bookings: Pool,
    plans: EventPlans,
    catalogue: Arc<Catalogue>,
    hub: Arc<Hub>,
    desks: Desks,
    waiting: Arc<WaitingRooms>,
    payments: Payments,
    letters: Letters,
    wallet_signer: Option<Arc<WalletSigner>>,
    people: Arc<People>,
    held_seats: HeldSeats,
    code_tries: CodeTries,
    threads: Handle,
    ticket_keys: watch::Sender<Arc<TicketKeys>>,
    allow_undurable: bool,
    shutdown: CancellationToken,
}

impl BoxOffice {
    /// Opens the box office and starts its tasks, which end when `shutdown` is cancelled.
    ///
    /// # Errors
    /// If the database cannot be reached, or could lose sold tickets.
    pub async fn start(
        pool: Pool,
        settings: Settings,
        shutdown: CancellationToken,
    ) -> Result<Self, StartError> {
        let undurable = store::undurable_settings(&pool).await?;
        let pool = pool.with_deadline(store::deadline::READ);
        if !undurable.is_empty() && !settings.allow_undurable {
            return Err(StartError::Undurable(undurable.join(", ")));
        }
        let ticket_keys = watch::Sender::new(Arc::new(TicketKeys::load(&pool).await?));
        let memory = store::memory_pool(&pool);
        let hub = Arc::new(Hub::new(memory.clone(), shutdown.clone()));
        let notifier = Arc::new(Notifier::default());
        let threads = settings
            .selling_threads
            .clone()
            .unwrap_or_else(Handle::current);
        let stripe = settings
            .stripe
            .clone()
            .map(|stripe| Stripe::new(stripe, settings.provider_deadline))
            .transpose();
        let stripe = stripe.map_err(StartError::Stripe)?;
        let paying = store::paying_pool(&pool);
        let (payments, sandbox_notices) = Payments::load(
            paying.clone(),
            &threads,
            settings.provider_deadline,
            settings.late_offers,
            stripe,
            settings.sandbox_script.clone(),
        )
        .await?;
        let letters = Letters::load(&pool, settings.letters.clone()).await?;
        let people = Arc::new(People::load(&pool, &paying, &threads).await?);
        let plans = EventPlans::new(memory.clone());
        let selling = store::selling_pool(&pool);
        let demand = Arc::new(Demand::default());
        let desks = Desks::new(
            selling,
            hub.clone(),
            notifier.clone(),
            demand.clone(),
            threads.clone(),
            settings.desk_idle,
            shutdown.clone(),
        );
        let waiting = Arc::new(
            WaitingRooms::load(
                memory.with_deadline(store::deadline::DESK),
                settings.beacon_chain,
            )
            .await?,
        );
        let search =
            SearchEngines::new(store::searching_pool(&pool), settings.search_server.clone());
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
                wallet_signer: settings.wallet_signer.clone(),
                people,
                held_seats: HeldSeats::default(),
                code_tries: CodeTries::default(),
                threads,
                ticket_keys,
                allow_undurable: settings.allow_undurable,
                shutdown: shutdown.clone(),
            }),
            language: Language::default(),
        };

        office.start_tasks(hub, notifier, &settings, &shutdown);
        office
            .threads()
            .spawn(office.clone().carry(sandbox_notices, shutdown));
        Ok(office)
    }

    /// The same box office for a caller with this language: letters, papers and their links are in
    /// it.
    #[must_use]
    pub fn in_language(&self, language: Language) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            language,
        }
    }

    /// The language of the caller: English, unless [`Self::in_language`] set another one.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The database.
    #[must_use]
    pub fn pool(&self) -> &Pool {
        &self.inner.pool
    }

    /// Completes when the box office closes.
    pub async fn closed(&self) {
        self.inner.shutdown.cancelled().await;
    }

    pub(crate) fn kept_ticket_keys(&self) -> &watch::Sender<Arc<TicketKeys>> {
        &self.inner.ticket_keys
    }

    /// Connections for the bookings that holds and releases read beside their desk. Nothing else
    /// uses them.
    pub(crate) fn bookings_of_holders(&self) -> &Pool {
        &self.inner.bookings
    }

    pub(crate) fn payments(&self) -> &Payments {
        &self.inner.payments
    }

    pub(crate) fn letters(&self) -> &Letters {
        &self.inner.letters
    }

    pub(crate) fn wallet_signer(&self) -> Option<&Arc<WalletSigner>> {
        self.inner.wallet_signer.as_ref()
    }

    pub(crate) fn people(&self) -> &Arc<People> {
        &self.inner.people
    }

    /// The held seats of each address.
    pub(crate) fn held_seats(&self) -> &HeldSeats {
        &self.inner.held_seats
    }

    /// The promo code tries of each buyer.
    pub(crate) fn code_tries(&self) -> &CodeTries {
        &self.inner.code_tries
    }

    /// The runtime of desks and payments.
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
    /// If there is no such event.
    pub async fn plan(&self, event: EventId) -> Result<Arc<EventPlan>, Refusal> {
        self.inner.plans.get(event).await
    }

    /// The number of the event with this key, for a hold; it waits for no page. A numeric key is
    /// returned unchecked, and the desk says whether the event exists.
    ///
    /// # Errors
    /// The database failed.
    pub async fn event_number(&self, key: &EventKey) -> Result<Option<EventId>, Refusal> {
        self.inner.plans.number(key).await
    }

    /// A seating plan in its published form. None if there is no such plan.
    ///
    /// # Errors
    /// The database failed.
    pub async fn plan_to_send(&self, hash: &PlanHash) -> Result<Option<PlanToSend>, Refusal> {
        Ok(store::plans::to_send(&self.inner.memory, hash).await?)
    }

    /// The compressed form of a seating plan. None until a server has made it.
    ///
    /// # Errors
    /// The database failed, or did not answer within 2 seconds.
    pub async fn packed_plan(&self, hash: &PlanHash) -> Result<Option<PackedPlan>, Refusal> {
        let pool = self.inner.memory.with_deadline(store::deadline::PROOF);
        Ok(store::plans::packed(&pool, hash).await?)
    }

    /// The live stream of an event's seats, from this position if it can be resumed, otherwise from
    /// a snapshot.
    ///
    /// # Errors
    /// If there is no such event.
    pub async fn watch(&self, event: EventId, since: Option<Position>) -> Result<Watcher, Refusal> {
        self.inner.hub.watch(event, since).await
    }

    /// The state of each dependency of selling at the last check, one second ago. Costs nothing.
    pub async fn ready(&self) -> Vec<(&'static str, Result<String, String>)> {
        let database = match self.pool().health() {
            Health::Ready => Ok("durable".to_owned()),
            Health::Undurable(settings) => {
                let detail = format!("not durable: {}", settings.join(", "));
                if self.inner.allow_undurable {
                    Ok(detail)
                } else {
                    Err(detail)
                }
            }
            Health::Down(reason) => Err(reason),
        };
        let mut checks = vec![("database", database)];
        if let Some(server) = self.catalogue().search().server() {
            // Without the search server, PostgreSQL searches, so the shop is ready either way.
            let state = if server.is_up() {
                "answers"
            } else {
                "does not answer; PostgreSQL searches"
            };
            checks.push(("search_server", Ok(state.to_owned())));
        }
        checks
    }
}
