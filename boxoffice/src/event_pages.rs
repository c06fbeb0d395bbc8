//! Event pages from memory: in an on-sale everybody looks at the same one. What is said about an event hardly changes and may be a moment
//! old; what its seats are is as new as the seat map.

use std::{sync::Arc, time::Duration};

use domain::catalogue::{EventPage, SaleStatus};
use moka::future::Cache;
use store::{EventKey, Pool};

use crate::{BoxOffice, Refusal};

/// How long a change of an event's texts, times or prices may go unseen on its page. What is charged comes from the database in the
/// transaction that holds the seats.
const LIFE: Duration = Duration::from_secs(2);

/// The most pages in memory, those that were asked for and do not exist among them.
const MAX_PAGES: u64 = 2_000;

/// The pages that this server has at hand.
#[derive(Debug)]
pub(crate) struct EventPages {
    pool: Pool,
    pages: Cache<EventKey, Option<Arc<EventPage>>>,
}

impl EventPages {
    pub fn new(pool: Pool) -> Self {
        Self { pool, pages: Cache::builder().max_capacity(MAX_PAGES).time_to_live(LIFE).build() }
    }

    /// A crowd loads it once: the cache lets one through and gives the others its result.
    async fn get(&self, key: &EventKey) -> Result<Option<Arc<EventPage>>, Refusal> {
        let load = async { store::events::page(&self.pool, key).await.map(|page| page.map(Arc::new)) };
        self.pages.try_get_with_by_ref(key, load).await.map_err(|error: Arc<store::Error>| {
            if error.is_transient() { Refusal::Unreachable } else { Refusal::Store(store::Error::Corrupt(error.to_string())) }
        })
    }
}

impl BoxOffice {
    /// What the page of an event says, with what its seats are now. None where there is no such event.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn event_page(&self, key: &EventKey) -> Result<Option<EventPage>, Refusal> {
        let Some(page) = self.pages().get(key).await? else { return Ok(None) };
        let mut page = EventPage::clone(&page);
        let summary = &mut page.event.summary;
        page.availability = self.availability(summary.id).await?;
        summary.seats_available = page.availability.available;
        if matches!(summary.sale_status, SaleStatus::OnSale | SaleStatus::SoldOut) {
            summary.sale_status = if summary.seats_available == 0 { SaleStatus::SoldOut } else { SaleStatus::OnSale };
        }
        Ok(Some(page))
    }
}
