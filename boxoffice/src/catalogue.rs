//! The catalogue in memory. In an on-sale all fans load the same page, and many search for the same
//! name.
//!
//! The cache lets one caller load an entry and gives the others its result. Every change of the
//! catalogue starts a new generation of all entries: changes are rare, and pages show parts of each
//! other's data. An entry whose loading began before the change belongs to the old generation, so
//! no outdated entry is kept. While the server receives no notices of changes, a generation lasts
//! two seconds. Seat counts of an event whose seats are in memory are never cached here: they are
//! as new as the seat map.

use std::{
    hash::Hash,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::{
    Currency, EventId, PerformerId,
    catalogue::{
        Availability, EventFilter, EventPage, EventsPage, PerformerPage, SaleStatus, VenuePage,
        VenuesPage,
    },
    live::Position,
    selling::RefundTerms,
};
use moka::future::Cache;
use store::{EventKey, Pool, VenueKey, search::SearchEngines};
use time::OffsetDateTime;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{
    BoxOffice, PublishedValue, Refusal, demand::Demand, event_plan::EventPlans,
    search_queue::SearchQueue,
};

/// How long an event is cached. It is short, because an event comes on sale, and ends, without a
/// change of its row.
const EVENT_LIFE: Duration = Duration::from_secs(2);
/// If an event has changed state by this server's clock but not by the database's, it is read again
/// after this pause.
const READ_AGAIN: Duration = Duration::from_millis(100);
/// How long venues and performers are cached: their counts of future events fall as time passes.
const HOUSE_LIFE: Duration = Duration::from_secs(60);
/// The maximum age of the seat counts in a list.
const SEARCH_LIFE: Duration = Duration::from_secs(1);

/// The pause between two checks whether there is more to read ahead.
const READ_AHEAD: Duration = Duration::from_secs(20);

/// The most entries of each kind in memory, including keys that do not exist.
const MAX_PAGES: u64 = 2_000;

type CatalogueCache<K, V> = Cache<(u64, K), Option<Arc<V>>>;

/// The catalogue that this server has in memory.
#[derive(Debug)]
pub(crate) struct Catalogue {
    pool: Pool,
    search: SearchEngines,
    queue: SearchQueue,
    /// The plans of events. The catalogue forwards changes to them.
    plans: EventPlans,
    generation: AtomicU64,
    changed: Arc<Notify>,
    events: CatalogueCache<EventKey, KnownEvent>,
    refund_terms: CatalogueCache<EventId, RefundTerms>,
    venues: CatalogueCache<VenueKey, PublishedValue<VenuePage>>,
    all_venues: CatalogueCache<(), PublishedValue<VenuesPage>>,
    performers: CatalogueCache<PerformerId, PublishedValue<PerformerPage>>,
    searches: Cache<(u64, String), Arc<PublishedValue<EventsPage>>>,
}

impl Catalogue {
    /// `demand` says whether buyers wait at a desk. Then searches run one at a time, so that
    /// selling gets the processors.
    pub fn new(search: SearchEngines, pool: Pool, plans: EventPlans, demand: Arc<Demand>) -> Self {
        Self {
            pool,
            search,
            queue: SearchQueue::new(demand),
            plans,
            generation: AtomicU64::new(0),
            changed: Arc::default(),
            events: cache(EVENT_LIFE),
            refund_terms: cache(EVENT_LIFE),
            venues: cache(HOUSE_LIFE),
            all_venues: cache(HOUSE_LIFE),
            performers: cache(HOUSE_LIFE),
            searches: Cache::builder()
                .max_capacity(MAX_PAGES)
                .time_to_live(SEARCH_LIFE)
                .build(),
        }
    }

    /// Makes everything outdated, because anything may have changed.
    pub fn changed(&self) {
        self.search.forget(None);
        self.plans.heard(None);
        self.start_generation();
    }

    /// Handles a notice of the database: this event has changed. `None`: any event may have.
    pub fn heard(&self, event: Option<EventId>) {
        self.search.forget(event);
        self.plans.heard(event);
        self.start_generation();
        self.changed.notify_one();
    }

    /// Starts a new generation, so that no entry of the cache is used again.
    pub fn start_generation(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
    }

    /// Reads the entries of lists before they are requested, repeatedly until the shutdown: new
    /// events appear, and changed events leave memory.
    pub async fn read_ahead(&self, shutdown: CancellationToken) {
        loop {
            let read = tokio::select! {
                read = self.search.read_ahead() => read,
                () = shutdown.cancelled() => return,
            };
            if let Err(error) = read {
                tracing::debug!(%error, "could not read the entries of lists ahead");
            }
            tokio::select! {
                () = tokio::time::sleep(READ_AHEAD) => {}
                () = shutdown.cancelled() => return,
            }
        }
    }

    /// Wakes its waiter when the database has announced a change.
    pub fn change_bell(&self) -> Arc<Notify> {
        self.changed.clone()
    }

    /// The engine that answers searches.
    pub fn search(&self) -> &SearchEngines {
        &self.search
    }

    async fn kept<K, V>(
        &self,
        cache: &CatalogueCache<K, V>,
        key: K,
        load: impl Future<Output = Result<Option<V>, store::Error>>,
    ) -> Result<Option<Arc<V>>, Refusal>
    where
        K: Hash + Eq + Send + Sync + 'static,
        V: Send + Sync + 'static,
    {
        let key = (self.generation.load(Ordering::Acquire), key);
        let load = async { load.await.map(|found| found.map(Arc::new)) };
        cache
            .try_get_with(key, load)
            .await
            .map_err(|error: Arc<store::Error>| {
                if error.is_transient() {
                    Refusal::Unreachable
                } else {
                    Refusal::Store(store::Error::Corrupt(error.to_string()))
                }
            })
    }
}

fn cache<K: Hash + Eq + Send + Sync + 'static, V: Send + Sync + 'static>(
    life: Duration,
) -> CatalogueCache<K, V> {
    Cache::builder()
        .max_capacity(MAX_PAGES)
        .time_to_live(life)
        .build()
}

/// An event in memory, with its page for as long as its seats stay the same.
#[derive(Debug)]
struct KnownEvent {
    /// With the seat counts that were read with the event's version.
    page: Arc<PublishedValue<EventPage>>,
    /// Time by this server's clock, from before the read.
    read_at: OffsetDateTime,
    /// The number of commits of this server's desks that it includes.
    commits: u64,
    told: Mutex<Option<(Position, Arc<PublishedValue<EventPage>>)>>,
}

impl KnownEvent {
    fn new(page: EventPage, read_at: OffsetDateTime, commits: u64) -> Self {
        Self {
            page: Arc::new(PublishedValue::new(page)),
            read_at,
            commits,
            told: Mutex::default(),
        }
    }

    /// Whether the event came on sale, or ended, after it was read.
    fn has_turned(&self) -> bool {
        let summary = &self.page.event.summary;
        let until = match summary.sale_status {
            SaleStatus::NotYet => summary.on_sale_at,
            SaleStatus::OnSale | SaleStatus::SoldOut => summary.ends_at,
            SaleStatus::Ended | SaleStatus::Cancelled => return false,
        };
        let now = OffsetDateTime::now_utc();
        until <= now && (self.read_at < until || now - self.read_at > READ_AGAIN)
    }

    /// The page with these seat counts. At one position of its history, an event has the same
    /// counts for all callers.
    fn now(
        &self,
        position: Position,
        availability: Availability,
    ) -> Arc<PublishedValue<EventPage>> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, page)) = &*told
            && *known == position
        {
            return Arc::clone(page);
        }
        let mut page = EventPage::clone(&self.page);
        let summary = &mut page.event.summary;
        summary.seats_available = availability.available;
        if matches!(
            summary.sale_status,
            SaleStatus::OnSale | SaleStatus::SoldOut
        ) {
            summary.sale_status = if availability.available == 0 {
                SaleStatus::SoldOut
            } else {
                SaleStatus::OnSale
            };
        }
        page.availability = availability;
        let page = Arc::new(PublishedValue::new(page));
        *told = Some((position, Arc::clone(&page)));
        page
    }
}

impl BoxOffice {
    /// The page of an event, with current seat counts. If the event's seats are not in memory, the
    /// counts are those beside its version, because loading a hall only to count it costs too much.
    /// They include all sales of this server; sales of other servers follow within two seconds.
    /// None if there is no such event.
    ///
    /// # Errors
    /// The database failed.
    pub async fn event_page(
        &self,
        key: &EventKey,
    ) -> Result<Option<Arc<PublishedValue<EventPage>>>, Refusal> {
        let Some(mut event) = self.known_event(key).await? else {
            return Ok(None);
        };
        let id = event.page.event.summary.id;
        let counts = self.hub().counts_in_memory(id).await?;
        if event.has_turned()
            || (counts.is_none() && self.desks().has_committed_since(id, event.commits))
        {
            let catalogue = self.catalogue();
            catalogue
                .events
                .invalidate(&(catalogue.generation.load(Ordering::Acquire), key.clone()))
                .await;
            let Some(now) = self.known_event(key).await? else {
                return Ok(None);
            };
            event = now;
        }
        Ok(Some(match counts {
            Some((position, availability)) => event.now(position, availability),
            None => Arc::clone(&event.page),
        }))
    }

    async fn known_event(&self, key: &EventKey) -> Result<Option<Arc<KnownEvent>>, Refusal> {
        let catalogue = self.catalogue();
        let load = async {
            let (read_at, commits) = (OffsetDateTime::now_utc(), self.desks().commits());
            Ok(store::events::page(&catalogue.pool, key)
                .await?
                .map(|page| KnownEvent::new(page, read_at, commits)))
        };
        catalogue.kept(&catalogue.events, key.clone(), load).await
    }

    /// The terms on which the next buyers of an event may give tickets back. A sale copies the
    /// terms of its moment.
    ///
    /// # Errors
    /// If there is no such event, or the database failed.
    pub async fn refund_terms(&self, event: EventId) -> Result<RefundTerms, Refusal> {
        let catalogue = self.catalogue();
        let load = store::refunds::terms_of_event(&catalogue.pool, event);
        let terms = catalogue.kept(&catalogue.refund_terms, event, load).await?;
        terms.map(|terms| *terms).ok_or(Refusal::UnknownEvent)
    }

    /// A number that changes whenever anything in the catalogue may have changed.
    #[must_use]
    pub fn catalogue_generation(&self) -> u64 {
        self.catalogue().generation.load(Ordering::Acquire)
    }

    /// The page of a venue. None if there is no such venue.
    ///
    /// # Errors
    /// The database failed.
    pub async fn venue_page(
        &self,
        key: &VenueKey,
    ) -> Result<Option<Arc<PublishedValue<VenuePage>>>, Refusal> {
        let catalogue = self.catalogue();
        let load = async {
            Ok(store::venues::page(&catalogue.pool, key)
                .await?
                .map(PublishedValue::new))
        };
        catalogue.kept(&catalogue.venues, key.clone(), load).await
    }

    /// All venues, by name.
    ///
    /// # Errors
    /// The database failed.
    pub async fn venues(&self) -> Result<Arc<PublishedValue<VenuesPage>>, Refusal> {
        let catalogue = self.catalogue();
        let load = async {
            Ok(Some(PublishedValue::new(
                store::venues::list(&catalogue.pool).await?,
            )))
        };
        let venues = catalogue.kept(&catalogue.all_venues, (), load).await?;
        venues.ok_or_else(|| Refusal::Store(store::Error::Corrupt("no list of venues".to_owned())))
    }

    /// The page of a performer. None if there is no such performer.
    ///
    /// # Errors
    /// The database failed.
    pub async fn performer_page(
        &self,
        performer: PerformerId,
    ) -> Result<Option<Arc<PublishedValue<PerformerPage>>>, Refusal> {
        let catalogue = self.catalogue();
        let load = async {
            Ok(store::performers::page(&catalogue.pool, performer)
                .await?
                .map(PublishedValue::new))
        };
        catalogue.kept(&catalogue.performers, performer, load).await
    }

    /// The currencies of future events, the most frequent first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn currencies(&self) -> Result<Arc<[Currency]>, Refusal> {
        Ok(self.catalogue().search.currencies().await?)
    }

    /// The events that match a filter, one page at a time. The first page is cached for a moment,
    /// because most callers ask for it.
    ///
    /// # Errors
    /// A cursor of another list, `SearchBusy` when too many searches wait, or the database failed.
    pub async fn events(
        &self,
        filter: &EventFilter,
    ) -> Result<Arc<PublishedValue<EventsPage>>, Refusal> {
        let catalogue = self.catalogue();
        let search = async {
            catalogue
                .queue
                .run(catalogue.search.events(filter))
                .await
                .map(PublishedValue::new)
                .map(Arc::new)
        };
        if filter.cursor.is_some() {
            return search.await;
        }
        // Two filters are equal if their debug texts are equal.
        let key = (
            catalogue.generation.load(Ordering::Acquire),
            format!("{filter:?}"),
        );
        catalogue
            .searches
            .try_get_with(key, search)
            .await
            .map_err(|refusal: Arc<Refusal>| {
                Arc::try_unwrap(refusal).unwrap_or_else(|shared| match &*shared {
                    Refusal::SearchBusy => Refusal::SearchBusy,
                    Refusal::Store(store::Error::BadCursor) => {
                        Refusal::Store(store::Error::BadCursor)
                    }
                    other => Refusal::Store(store::Error::Corrupt(other.to_string())),
                })
            })
    }
}
