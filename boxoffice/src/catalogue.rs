//! What is on, from memory: in an on-sale everybody looks at the same page, and a crowd searches for the same name.
//!
//! A crowd loads a thing once: the cache lets one through and gives the others its result. Whatever is changed in the catalogue starts a
//! new generation of everything (it changes rarely, and one thing shows on the pages of others); what was being loaded at that moment
//! belongs to the old one, so that nothing old is kept. While the server does not hear of changes, a generation lasts two seconds.
//! How many seats an event has is never kept here for an event in memory: it is as new as the seat map.

use std::{
    hash::Hash,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::{
    EventId, PerformerId,
    catalogue::{Availability, EventFilter, EventPage, EventsPage, PerformerPage, SaleStatus, VenuePage, VenuesPage},
    live::Position,
};
use moka::future::Cache;
use store::{EventKey, Pool, VenueKey, search::Search};
use time::OffsetDateTime;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{BoxOffice, Published, Refusal, demand::Demand, event_plan::EventPlans, search_queue::SearchQueue};

/// Events are on sale or over from one moment to the next, without anybody changing them.
const EVENT_LIFE: Duration = Duration::from_secs(2);
/// An event whose state has passed by this server's clock, and not by the database's, is read again no sooner than this.
const READ_AGAIN: Duration = Duration::from_millis(100);
/// Counts of what is to come go down as time passes.
const HOUSE_LIFE: Duration = Duration::from_secs(60);
/// The numbers of seats in a list are so old at the most.
const SEARCH_LIFE: Duration = Duration::from_secs(1);

/// How long after reading ahead it is looked whether there is more to read.
const READ_AHEAD: Duration = Duration::from_secs(20);

/// The most things of each kind in memory, those that were asked for and do not exist among them.
const MAX_PAGES: u64 = 2_000;

type Kept<K, V> = Cache<(u64, K), Option<Arc<V>>>;

/// What this server has at hand.
#[derive(Debug)]
pub(crate) struct Catalogue {
    pool: Pool,
    search: Search,
    queue: SearchQueue,
    /// The plans of events. The catalogue passes changes on to them.
    plans: EventPlans,
    generation: AtomicU64,
    changed: Arc<Notify>,
    events: Kept<EventKey, KnownEvent>,
    venues: Kept<VenueKey, Published<VenuePage>>,
    all_venues: Kept<(), Published<VenuesPage>>,
    performers: Kept<PerformerId, Published<PerformerPage>>,
    searches: Cache<(u64, String), Arc<Published<EventsPage>>>,
}

impl Catalogue {
    /// Searches leave buyers the machine while there is this demand.
    pub fn new(search: Search, pool: Pool, plans: EventPlans, demand: Arc<Demand>) -> Self {
        Self {
            pool,
            search,
            queue: SearchQueue::new(demand),
            plans,
            generation: AtomicU64::new(0),
            changed: Arc::default(),
            events: cache(EVENT_LIFE),
            venues: cache(HOUSE_LIFE),
            all_venues: cache(HOUSE_LIFE),
            performers: cache(HOUSE_LIFE),
            searches: Cache::builder().max_capacity(MAX_PAGES).time_to_live(SEARCH_LIFE).build(),
        }
    }

    /// Anything may have been changed.
    pub fn changed(&self) {
        self.search.forget(None);
        self.plans.heard(None);
        self.found_anew();
    }

    /// The database said that this event was changed, or anything.
    pub fn heard(&self, event: Option<EventId>) {
        self.search.forget(event);
        self.plans.heard(event);
        self.found_anew();
        self.changed.notify_one();
    }

    /// What was put together until now counts no more.
    pub fn found_anew(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
    }

    /// Reads ahead what lists show, now and again until the shutdown: events are added, and those that were changed are forgotten.
    pub async fn read_ahead(&self, shutdown: CancellationToken) {
        loop {
            let read = tokio::select! {
                read = self.search.read_ahead() => read,
                () = shutdown.cancelled() => return,
            };
            if let Err(error) = read {
                tracing::debug!(%error, "could not read ahead what lists show");
            }
            tokio::select! {
                () = tokio::time::sleep(READ_AHEAD) => {}
                () = shutdown.cancelled() => return,
            }
        }
    }

    /// Rung when the database said that something was changed.
    pub fn change_bell(&self) -> Arc<Notify> {
        self.changed.clone()
    }

    /// Who answers searches.
    pub fn search(&self) -> &Search {
        &self.search
    }

    async fn kept<K, V>(
        &self,
        cache: &Kept<K, V>,
        key: K,
        load: impl Future<Output = Result<Option<V>, store::Error>>,
    ) -> Result<Option<Arc<V>>, Refusal>
    where
        K: Hash + Eq + Send + Sync + 'static,
        V: Send + Sync + 'static,
    {
        let key = (self.generation.load(Ordering::Acquire), key);
        let load = async { load.await.map(|found| found.map(Arc::new)) };
        cache.try_get_with(key, load).await.map_err(|error: Arc<store::Error>| {
            if error.is_transient() { Refusal::Unreachable } else { Refusal::Store(store::Error::Corrupt(error.to_string())) }
        })
    }
}

fn cache<K: Hash + Eq + Send + Sync + 'static, V: Send + Sync + 'static>(life: Duration) -> Kept<K, V> {
    Cache::builder().max_capacity(MAX_PAGES).time_to_live(life).build()
}

/// What is known of an event, and what is told of it for as long as its seats stay as they are.
#[derive(Debug)]
struct KnownEvent {
    /// With the counts that stood beside the event's version.
    page: Arc<Published<EventPage>>,
    /// By this server's clock, before it was read.
    read_at: OffsetDateTime,
    /// How many commits of this server's desks it knows of.
    commits: u64,
    told: Mutex<Option<(Position, Arc<Published<EventPage>>)>>,
}

impl KnownEvent {
    fn new(page: EventPage, read_at: OffsetDateTime, commits: u64) -> Self {
        Self { page: Arc::new(Published::new(page)), read_at, commits, told: Mutex::default() }
    }

    /// Whether the event has come on sale, or is over, since it was read.
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

    /// The page with these seats. At one position of its history an event has the same seats for everybody.
    fn now(&self, position: Position, availability: Availability) -> Arc<Published<EventPage>> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, page)) = &*told
            && *known == position
        {
            return Arc::clone(page);
        }
        let mut page = EventPage::clone(&self.page);
        let summary = &mut page.event.summary;
        summary.seats_available = availability.available;
        if matches!(summary.sale_status, SaleStatus::OnSale | SaleStatus::SoldOut) {
            summary.sale_status = if availability.available == 0 { SaleStatus::SoldOut } else { SaleStatus::OnSale };
        }
        page.availability = availability;
        let page = Arc::new(Published::new(page));
        *told = Some((position, Arc::clone(&page)));
        page
    }
}

impl BoxOffice {
    /// What the page of an event says, with what its seats are now. Of an event that is not in memory the counts are those beside its
    /// version: a hall is not loaded to be counted. What this server sold is in them; what others sold, two seconds later at most. None where
    /// there is no such event.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn event_page(&self, key: &EventKey) -> Result<Option<Arc<Published<EventPage>>>, Refusal> {
        let Some(mut event) = self.known_event(key).await? else { return Ok(None) };
        let id = event.page.event.summary.id;
        let counts = self.hub().counts_in_memory(id).await?;
        if event.has_turned() || (counts.is_none() && self.desks().has_committed_since(id, event.commits)) {
            let catalogue = self.catalogue();
            catalogue.events.invalidate(&(catalogue.generation.load(Ordering::Acquire), key.clone())).await;
            let Some(now) = self.known_event(key).await? else { return Ok(None) };
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
            Ok(store::events::page(&catalogue.pool, key).await?.map(|page| KnownEvent::new(page, read_at, commits)))
        };
        catalogue.kept(&catalogue.events, key.clone(), load).await
    }

    /// A number that changes whenever something in the catalogue may have changed.
    #[must_use]
    pub fn catalogue_generation(&self) -> u64 {
        self.catalogue().generation.load(Ordering::Acquire)
    }

    /// What the page of a venue says. None where there is no such venue.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn venue_page(&self, key: &VenueKey) -> Result<Option<Arc<Published<VenuePage>>>, Refusal> {
        let catalogue = self.catalogue();
        let load = async { Ok(store::venues::page(&catalogue.pool, key).await?.map(Published::new)) };
        catalogue.kept(&catalogue.venues, key.clone(), load).await
    }

    /// All venues, by name.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn venues(&self) -> Result<Arc<Published<VenuesPage>>, Refusal> {
        let catalogue = self.catalogue();
        let load = async { Ok(Some(Published::new(store::venues::list(&catalogue.pool).await?))) };
        let venues = catalogue.kept(&catalogue.all_venues, (), load).await?;
        venues.ok_or_else(|| Refusal::Store(store::Error::Corrupt("no list of venues".to_owned())))
    }

    /// What the page of a performer says. None where there is no such performer.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn performer_page(&self, performer: PerformerId) -> Result<Option<Arc<Published<PerformerPage>>>, Refusal> {
        let catalogue = self.catalogue();
        let load = async { Ok(store::performers::page(&catalogue.pool, performer).await?.map(Published::new)) };
        catalogue.kept(&catalogue.performers, performer, load).await
    }

    /// The events that a filter lets through, a page at a time. The first page is what a crowd asks for: it is kept for a moment.
    ///
    /// # Errors
    /// A cursor of another list, `SearchBusy` when too many searches wait, or the database's failures.
    pub async fn events(&self, filter: &EventFilter) -> Result<Arc<Published<EventsPage>>, Refusal> {
        let catalogue = self.catalogue();
        let search = async { catalogue.queue.run(catalogue.search.events(filter)).await.map(Published::new).map(Arc::new) };
        if filter.cursor.is_some() {
            return search.await;
        }
        // Two filters are the same when they say the same.
        let key = (catalogue.generation.load(Ordering::Acquire), format!("{filter:?}"));
        catalogue.searches.try_get_with(key, search).await.map_err(|refusal: Arc<Refusal>| {
            Arc::try_unwrap(refusal).unwrap_or_else(|shared| match &*shared {
                Refusal::SearchBusy => Refusal::SearchBusy,
                Refusal::Store(store::Error::BadCursor) => Refusal::Store(store::Error::BadCursor),
                other => Refusal::Store(store::Error::Corrupt(other.to_string())),
            })
        })
    }
}
