//! The context in which a query is parsed.

use std::sync::Arc;

use boxoffice::{BoxOffice, Refusal};
use domain::{Currency, catalogue::PhraseWords};
use markup::texts::FiltersTexts;
use ui::texts::page_language;

use super::{clock::VenueClock, language::phrase_words};

/// Everything that a query leaves implicit: the current day, the currency of prices, and the
/// language.
#[derive(Debug, Clone)]
pub(super) struct ShopSetting {
    /// Local time at the next event's venue.
    pub clock: VenueClock,
    /// The currencies of upcoming events, the most common first.
    pub currencies: Arc<[Currency]>,
    /// The texts of filters.
    pub texts: FiltersTexts,
    /// The words for days, prices and nearness.
    pub words: &'static [&'static PhraseWords],
}

impl ShopSetting {
    /// Reads the current setting.
    pub async fn of(office: &BoxOffice) -> Result<Self, Refusal> {
        let language = page_language();
        let (texts, words) = (FiltersTexts::of(language), phrase_words(language));
        Ok(Self {
            clock: VenueClock::of(office).await,
            currencies: office.currencies().await?,
            texts,
            words,
        })
    }

    /// The currency of prices that name none.
    pub fn usual_currency(&self) -> Currency {
        self.currencies.first().copied().unwrap_or(Currency::EUR)
    }
}
