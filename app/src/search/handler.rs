//! What is shown for an address.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    Currency,
    catalogue::{EventFilter, EventSort, EventsPage, Facets, Phrase},
};

use super::{
    ResultEvents, SearchLink, SearchQuery, SearchResults, days_label, empty, facets, month,
    parse::{self, ParsedQuery},
    setting::ShopSetting,
};
use crate::{format, texts::FiltersTexts};

/// What is shown for an address.
pub(crate) async fn handle(office: &BoxOffice, asked: &SearchQuery) -> Result<SearchResults, Refusal> {
    let setting = ShopSetting::of(office).await?;
    if asked.get("view") == Some("calendar") {
        return calendar(office, asked, &setting).await;
    }
    let UnderstoodQuery { reading, taken_at_its_word, understood } = read(office, asked, &setting).await?;
    let page = office.events(&reading.filter).await?;
    let has_days = reading.filter.to.is_some() || reading.filter.from.is_some();
    let facets = page.facets.as_ref();
    let is_empty = page.events.is_empty();
    let shown =
        if is_empty { empty::empty(office, asked, &reading, &setting).await? } else { list(asked, &reading.filter, &page, &setting.texts) };
    let every_kind = kinds_counted(office, &reading.filter, facets).await?;
    let is_literal = literal(asked, &reading.phrase).is_none();
    let literally = taken_at_its_word.filter(|_| !is_literal).zip(asked.get("q"));
    Ok(SearchResults {
        count: facets.map(facets::total),
        chosen: reading.chosen(),
        literally: literally.map(|(words, q)| SearchLink { label: q.to_owned(), href: words.address(), ..SearchLink::default() }),
        understood,
        left_out: page.left_out.clone(),
        kinds: facets::categories(asked, every_kind.as_ref(), &setting.texts),
        narrower: facets.map(|facets| facets::narrower(asked, facets, has_days, setting.clock.now, &setting.texts)).unwrap_or_default(),
        currency: setting.usual_currency(),
        views: facets::views(asked, &setting.texts),
        shown,
    })
}

/// What an address of the list asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct ListFilter {
    /// The events.
    pub filter: EventFilter,
    /// What they are narrowed down to, in words, as "Opera, Wheelchair places"; empty for everything.
    pub words: String,
}

impl ListFilter {
    /// What an address asks for, as the page at the address understands it.
    ///
    /// # Errors
    /// The database's failures.
    pub async fn of(office: &BoxOffice, asked: &SearchQuery) -> Result<Self, Refusal> {
        let reading = read(office, asked, &ShopSetting::of(office).await?).await?.reading;
        let words: Vec<&str> = reading.parts.iter().map(|part| part.label.as_str()).collect();
        Ok(Self { words: words.join(", "), filter: reading.filter })
    }
}

/// An address, as it was understood, and how else it could be.
struct UnderstoodQuery {
    reading: ParsedQuery,
    /// The search at its word, where some of it can be understood as days, a price or nearness.
    taken_at_its_word: Option<SearchQuery>,
    /// The search as it can be understood, where it was taken at its word.
    understood: Option<SearchLink>,
}

/// Reads an address, at its word if a title has the words.
async fn read(office: &BoxOffice, asked: &SearchQuery, setting: &ShopSetting) -> Result<UnderstoodQuery, Refusal> {
    let mut reading = parse::read(asked, setting);
    let mut understood = None;
    let taken_at_its_word = literal(asked, &reading.phrase);
    if let (Some(words), Some(q)) = (&taken_at_its_word, asked.get("q")) {
        // "Under 18 Disco" is a title, and no price.
        let literally = parse::read(words, setting);
        if has_title(office, &literally.filter, q).await? {
            understood = as_understood(asked, &reading.phrase, setting.usual_currency(), &setting.texts);
            reading = literally;
        }
    }
    Ok(UnderstoodQuery { reading, taken_at_its_word, understood })
}

async fn calendar(office: &BoxOffice, asked: &SearchQuery, setting: &ShopSetting) -> Result<SearchResults, Refusal> {
    let now = setting.clock.now;
    // A calendar has an order of its own, and days: who asks for others sees them in it, unless they went on to another month.
    let days_are_its_own = asked.without(&["when", "from", "to", "sort"]);
    let mut reading = parse::read(&asked.without(&["sort"]), setting);
    let first = month::first_day(asked, &reading.filter, now);
    if !month::meets(first, &reading.filter) {
        reading = parse::read(&days_are_its_own, setting);
        (reading.filter.from, reading.filter.to) = (None, None);
        if let Some(when) = reading.phrase.when {
            let label = days_label(when, &setting.texts);
            reading.parts.retain(|part| part.label != label);
        }
    }
    let (month, count) = month::month(office, &days_are_its_own, reading.filter.clone(), first, now, &setting.texts).await?;
    Ok(SearchResults {
        count,
        chosen: reading.chosen(),
        literally: None,
        understood: None,
        left_out: Vec::new(),
        kinds: facets::categories(asked, None, &setting.texts),
        narrower: Vec::new(),
        currency: setting.usual_currency(),
        views: facets::views(asked, &setting.texts),
        shown: ResultEvents::Calendar(month),
    })
}

fn list(asked: &SearchQuery, filter: &EventFilter, page: &EventsPage, texts: &FiltersTexts) -> ResultEvents {
    let by_date = filter.sort == EventSort::Date;
    let next = page.next_cursor.as_deref().map(|cursor| SearchLink {
        label: if by_date { texts.later() } else { texts.more() },
        href: asked.with("cursor", cursor).address(),
        ..SearchLink::default()
    });
    ResultEvents::List { events: page.events.clone(), by_month: by_date && filter.q.is_none(), next }
}

/// How many events there are of each kind, whichever is chosen. One that is chosen leaves only itself to be counted: so it is asked for
/// what there would be without it.
async fn kinds_counted(office: &BoxOffice, filter: &EventFilter, facets: Option<&Facets>) -> Result<Option<Facets>, Refusal> {
    let Some(facets) = facets else { return Ok(None) };
    if filter.category.is_none() {
        return Ok(Some(facets.clone()));
    }
    let page = office.events(&EventFilter { category: None, limit: 1, highlights: false, ..filter.clone() }).await?;
    Ok(page.facets.clone())
}

/// The search taken at its word; none where nothing of it was understood as days, a price or nearness. "Tonight" is a title, too.
fn literal(asked: &SearchQuery, phrase: &Phrase) -> Option<SearchQuery> {
    let is_understood = phrase.when.is_some() || phrase.max_price.is_some() || phrase.is_near;
    is_understood.then(|| asked.with("q", &phrase.literally()))
}

/// The search as it is understood, as filters: of what can be a filter without knowing where somebody is. An address has a price in the
/// usual currency of the shop.
fn as_understood(asked: &SearchQuery, phrase: &Phrase, usual: Currency, texts: &FiltersTexts) -> Option<SearchLink> {
    let mut to = asked.with("q", &phrase.words());
    let mut labels = Vec::new();
    if let Some(when) = phrase.when {
        to = to.with("when", when.name());
        labels.push(days_label(when, texts));
    }
    let price = phrase.max_price.map(|said| said.money(usual)).filter(|price| price.currency == usual);
    if let Some(price) = price {
        to = to.with("max_price", &price.amount.to_string());
        labels.push(texts.price_under(&format::money(price)));
    }
    let words = Some(phrase.words()).filter(|words| !words.is_empty()).map(|words| texts.words(&words));
    labels.extend(words);
    let is_filter = phrase.when.is_some() || price.is_some();
    is_filter.then(|| SearchLink { label: labels.join(", "), href: to.address(), ..SearchLink::default() })
}

/// How many of the best matches are looked at for a title.
const TITLES: u32 = 5;

/// Whether an event has all of these words in its title, one after the other.
async fn has_title(office: &BoxOffice, filter: &EventFilter, q: &str) -> Result<bool, Refusal> {
    let titles =
        EventFilter { limit: TITLES, sort: EventSort::Relevance, facets: false, highlights: false, cursor: None, ..filter.clone() };
    let page = office.events(&titles).await?;
    let words = plain(q);
    Ok(page.events.iter().any(|event| plain(&event.title).contains(&words)))
}

/// A text in small letters, each word between spaces, without other signs.
fn plain(text: &str) -> String {
    let small = text.to_lowercase();
    let words = small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |text, word| text + word + " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    #[test]
    fn a_title_has_words_that_stand_in_it_one_after_the_other() {
        assert!(plain("Under 18 Disco: the Night").contains(&plain("under 18 disco")));
        assert!(
            !plain("Thunder 18 Disco").contains(&plain("under 18")) && !plain("Disco, under the 18 stars").contains(&plain("under 18"))
        );
    }

    #[test]
    fn a_search_that_was_taken_at_its_word_is_a_step_from_what_it_could_mean() {
        let asked = SearchQuery::default().with("q", "under 18 disco");
        let phrase = Phrase::read("under 18 disco", &[]);
        assert_eq!(literal(&asked, &phrase).map(|asked| asked.address()).as_deref(), Some("/?q=%22under%2018%22%20disco"));
        let texts = FiltersTexts::of(Language::English);
        let understood = as_understood(&asked, &phrase, Currency::EUR, &texts).expect("a price");
        assert_eq!((understood.label.as_str(), understood.href.as_str()), ("Under €18, “disco”", "/?q=disco&max_price=1800"));
        assert_eq!(literal(&asked, &Phrase::read("disco", &[])), None);
        assert_eq!(
            as_understood(&asked, &Phrase::read("under £18 disco", &[]), Currency::EUR, &texts),
            None,
            "an address has no such price"
        );
    }
}
