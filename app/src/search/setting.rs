//! What an address is read against.

use std::sync::Arc;

use boxoffice::{BoxOffice, Refusal};
use domain::Currency;

use super::clock::VenueClock;
use crate::texts::{FiltersTexts, page_language};

/// What an address leaves open: which day it is, what prices are in, and the language.
#[derive(Debug, Clone)]
pub(super) struct ShopSetting {
    /// The clock on the wall of the next event's venue.
    pub clock: VenueClock,
    /// What the events to come are sold in, the most usual first.
    pub currencies: Arc<[Currency]>,
    /// The words of filters and choices.
    pub texts: FiltersTexts,
}

impl ShopSetting {
    /// That of now.
    pub async fn of(office: &BoxOffice) -> Result<Self, Refusal> {
        let texts = FiltersTexts::of(page_language());
        Ok(Self { clock: VenueClock::of(office).await, currencies: office.currencies().await?, texts })
    }

    /// The currency of a price of which nothing else is said.
    pub fn usual_currency(&self) -> Currency {
        self.currencies.first().copied().unwrap_or(Currency::EUR)
    }
}
