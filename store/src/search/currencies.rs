//! The currencies of future events.

use std::{sync::Arc, time::Duration};

use domain::Currency;
use moka::future::Cache;

use crate::{Error, Pool};

/// Replaces the currency of an event without prices. It sorts after all codes.
pub(super) const UNPRICED: &str = "~~~";

/// `UNPRICED` as a number, like `Currency::number`.
pub(super) const UNPRICED_NUMBER: i64 = u32::from_be_bytes(*b"\0~~~") as i64;

/// How long the list is kept. A shop rarely adds a currency.
const LIFE: Duration = Duration::from_secs(60);

/// The currencies of the shop, kept in memory.
#[derive(Debug, Clone)]
pub(super) struct Currencies(Cache<(), Arc<[Currency]>>);

impl Default for Currencies {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(1).time_to_live(LIFE).build())
    }
}

impl Currencies {
    /// The currencies, the most common one first.
    pub async fn of(&self, pool: &Pool) -> Result<Arc<[Currency]>, Error> {
        if let Some(known) = self.0.get(&()).await {
            return Ok(known);
        }
        let codes = sqlx::query_scalar!(
            "select currency from search_document where ends_at > now() group by currency order by count(*) desc, currency"
        );
        // Skips `UNPRICED`, which is no code of a currency.
        let read: Arc<[Currency]> = codes
            .fetch_all(pool)
            .await?
            .iter()
            .filter_map(|code| code.parse().ok())
            .collect();
        if !read.is_empty() {
            self.0.insert((), Arc::clone(&read)).await;
        }
        Ok(read)
    }
}
