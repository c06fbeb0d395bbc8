//! Answers a query of the event list.

use boxoffice::{BoxOffice, Refusal};
use domain::catalogue::{EventFilter, EventSort, EventsPage, Facets, Phrase, PhraseDays};
use markup::{
    search::{ResultEvents, SearchLink, SearchResults},
    texts::FiltersTexts,
};
use ui::{format, search::SearchQuery};

use super::{
    empty, facets, month,
    parse::{self, ParsedQuery},
    setting::ShopSetting,
};

/// Runs a query and builds the page's results.
pub(crate) async fn handle(
    office: &BoxOffice,
    asked: &SearchQuery,
) -> Result<SearchResults, Refusal> {
    let setting = ShopSetting::of(office).await?;
    if asked.get("view") == Some("calendar") {
        return calendar(office, asked, &setting).await;
    }
    let UnderstoodQuery {
        reading,
        taken_at_its_word,
        understood,
    } = read(office, asked, &setting).await?;
    let page = office.events(&reading.filter).await?;
    let has_days = reading.filter.to.is_some() || reading.filter.from.is_some();
    let facets = page.facets.as_ref();
    let is_empty = page.events.is_empty();
    let shown = if is_empty {
        empty::empty(office, asked, &reading, &setting).await?
    } else {
        list(asked, &reading.filter, &page, &setting.texts)
    };
    let every_kind = kinds_counted(office, &reading.filter, facets).await?;
    let is_literal = literal(asked, &reading.phrase).is_none();
    let literally = taken_at_its_word
        .filter(|_| !is_literal)
        .zip(asked.get("q"));
    Ok(SearchResults {
        count: facets.map(facets::total),
        chosen: reading.chosen(),
        literally: literally.map(|(words, q)| SearchLink {
            label: q.to_owned(),
            href: words.address(),
            ..SearchLink::default()
        }),
        understood,
        left_out: page.left_out.clone(),
        kinds: facets::categories(asked, every_kind.as_ref(), &setting.texts),
        facet_links: facets
            .map(|facets| {
                facets::facet_links(asked, facets, has_days, setting.clock.now, &setting.texts)
            })
            .unwrap_or_default(),
        currency: setting.usual_currency(),
        views: facets::views(asked, &setting.texts),
        shown,
    })
}

/// The filter that a list URL describes.
#[derive(Debug, Clone, PartialEq)]
pub struct ListFilter {
    /// The filter of events.
    pub filter: EventFilter,
    /// The filters in words, for example "Opera, Wheelchair places"; empty without filters.
    pub words: String,
}

impl ListFilter {
    /// Parses a list URL exactly as its page does.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn of(office: &BoxOffice, asked: &SearchQuery) -> Result<Self, Refusal> {
        let reading = read(office, asked, &ShopSetting::of(office).await?)
            .await?
            .reading;
        let words: Vec<&str> = reading
            .parts
            .iter()
            .map(|part| part.label.as_str())
            .collect();
        Ok(Self {
            words: words.join(", "),
            filter: reading.filter,
        })
    }
}

/// A parsed query, and its other possible interpretation.
struct UnderstoodQuery {
    reading: ParsedQuery,
    /// The literal search, if parts of the text can mean days, a price or nearness.
    taken_at_its_word: Option<SearchQuery>,
    /// The search with those parts as filters, if it was taken literally.
    understood: Option<SearchLink>,
}

/// Parses a query. Takes the text literally if an event's title contains it.
async fn read(
    office: &BoxOffice,
    asked: &SearchQuery,
    setting: &ShopSetting,
) -> Result<UnderstoodQuery, Refusal> {
    let mut reading = parse::read(asked, setting);
    let mut understood = None;
    let taken_at_its_word = literal(asked, &reading.phrase);
    if let (Some(words), Some(q)) = (&taken_at_its_word, asked.get("q")) {
        // "Under 18 Disco" is a title, not a price filter.
        let literally = parse::read(words, setting);
        if has_title(office, &literally.filter, q).await? {
            understood = as_understood(asked, &reading.phrase, setting);
            reading = literally;
        }
    }
    Ok(UnderstoodQuery {
        reading,
        taken_at_its_word,
        understood,
    })
}

async fn calendar(
    office: &BoxOffice,
    asked: &SearchQuery,
    setting: &ShopSetting,
) -> Result<SearchResults, Refusal> {
    let now = setting.clock.now;
    // A calendar has its own order and days. It applies a date filter only in months that the
    // filter meets; in other months it drops the filter.
    let days_are_its_own = asked.without(&["when", "from", "to", "sort"]);
    let mut reading = parse::read(&asked.without(&["sort"]), setting);
    let first = month::first_day(asked, &reading.filter, now);
    if !month::meets(first, &reading.filter) {
        reading = parse::read(&days_are_its_own, setting);
        (reading.filter.from, reading.filter.to) = (None, None);
        if let Some(when) = reading.phrase.when {
            let label = parse::said_label(when, setting);
            reading.parts.retain(|part| part.label != label);
        }
    }
    let (month, count) = month::month(
        office,
        &days_are_its_own,
        reading.filter.clone(),
        first,
        now,
        &setting.texts,
    )
    .await?;
    Ok(SearchResults {
        count,
        chosen: reading.chosen(),
        literally: None,
        understood: None,
        left_out: Vec::new(),
        kinds: facets::categories(asked, None, &setting.texts),
        facet_links: Vec::new(),
        currency: setting.usual_currency(),
        views: facets::views(asked, &setting.texts),
        shown: ResultEvents::Calendar(month),
    })
}

fn list(
    asked: &SearchQuery,
    filter: &EventFilter,
    page: &EventsPage,
    texts: &FiltersTexts,
) -> ResultEvents {
    let by_date = filter.sort == EventSort::Date;
    let next = page.next_cursor.as_deref().map(|cursor| SearchLink {
        label: if by_date { texts.later() } else { texts.more() },
        href: asked.with("cursor", cursor).address(),
        ..SearchLink::default()
    });
    ResultEvents::List {
        events: page.events.clone(),
        by_month: by_date && filter.q.is_none(),
        next,
    }
}

/// Counts the events per category, regardless of the chosen category. If one is chosen, this takes
/// a second query without it.
async fn kinds_counted(
    office: &BoxOffice,
    filter: &EventFilter,
    facets: Option<&Facets>,
) -> Result<Option<Facets>, Refusal> {
    let Some(facets) = facets else {
        return Ok(None);
    };
    if filter.category.is_none() {
        return Ok(Some(facets.clone()));
    }
    let page = office
        .events(&EventFilter {
            category: None,
            limit: 1,
            highlights: false,
            ..filter.clone()
        })
        .await?;
    Ok(page.facets.clone())
}

/// The literal search; none if no part of the text means days, a price or nearness. "Tonight" can
/// be a title, too.
fn literal(asked: &SearchQuery, phrase: &Phrase) -> Option<SearchQuery> {
    let is_understood = phrase.when.is_some() || phrase.max_price.is_some() || phrase.is_near;
    is_understood.then(|| asked.with("q", &phrase.literally()))
}

/// The search with its understood parts as filters. Nearness is left out, since the server does not
/// know the visitor's location. A price must be in the shop's usual currency, because URLs carry no
/// other.
fn as_understood(
    asked: &SearchQuery,
    phrase: &Phrase,
    setting: &ShopSetting,
) -> Option<SearchLink> {
    let (usual, texts) = (setting.usual_currency(), &setting.texts);
    let mut to = asked.with("q", &phrase.words());
    let mut labels = Vec::new();
    if let Some(when) = phrase.when {
        to = with_days(&to, when, setting);
        labels.push(parse::said_label(when, setting));
    }
    let price = phrase
        .max_price
        .map(|said| said.money(usual))
        .filter(|price| price.currency == usual);
    if let Some(price) = price {
        to = to.with("max_price", &price.amount.to_string());
        labels.push(texts.price_under(&format::money(price)));
    }
    let words = Some(phrase.words())
        .filter(|words| !words.is_empty())
        .map(|words| texts.words(&words));
    labels.extend(words);
    let is_filter = phrase.when.is_some() || price.is_some();
    is_filter.then(|| SearchLink {
        label: labels.join(", "),
        href: to.address(),
        ..SearchLink::default()
    })
}

/// The query with these days as parameters.
fn with_days(asked: &SearchQuery, said: PhraseDays, setting: &ShopSetting) -> SearchQuery {
    if let PhraseDays::When(when) = said {
        return asked.with("when", when.name());
    }
    let (from, to) = said.span(setting.clock.now.date());
    asked
        .with("from", &from.date().to_string())
        .with("to", &to.date().to_string())
}

/// The number of best matches whose titles are compared.
const TITLES: u32 = 5;

/// Whether the title of an event contains these words in this order.
async fn has_title(office: &BoxOffice, filter: &EventFilter, q: &str) -> Result<bool, Refusal> {
    let titles = EventFilter {
        limit: TITLES,
        sort: EventSort::Relevance,
        facets: false,
        highlights: false,
        cursor: None,
        ..filter.clone()
    };
    let page = office.events(&titles).await?;
    let words = plain(q);
    Ok(page
        .events
        .iter()
        .any(|event| plain(&event.title).contains(&words)))
}

/// Normalises a text: lower case, each word between spaces, no punctuation.
fn plain(text: &str) -> String {
    let small = text.to_lowercase();
    let words = small
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |text, word| text + word + " ")
}

#[cfg(test)]
mod tests {
    use domain::{Currency, catalogue::PhraseWords, moment};
    use ui::texts::Language;

    use super::*;
    use crate::search::clock::VenueClock;

    /// 18 November 2026, in a shop that sells in euros.
    fn setting() -> ShopSetting {
        let now = moment::parse("2026-11-18T10:00:00Z").expect("a moment");
        ShopSetting {
            clock: VenueClock::in_zone(now, None),
            currencies: [Currency::EUR].into(),
            texts: FiltersTexts::of(Language::English),
            words: &[PhraseWords::ENGLISH],
        }
    }

    fn phrase(text: &str) -> Phrase {
        Phrase::read(text, &[PhraseWords::ENGLISH], &[])
    }

    #[test]
    fn a_title_must_contain_whole_words_in_order() {
        assert!(plain("Under 18 Disco: the Night").contains(&plain("under 18 disco")));
        assert!(
            !plain("Thunder 18 Disco").contains(&plain("under 18"))
                && !plain("Disco, under the 18 stars").contains(&plain("under 18"))
        );
    }

    #[test]
    fn a_literal_search_links_to_its_interpretation_as_filters() {
        let asked = SearchQuery::default().with("q", "under 18 disco");
        let disco = phrase("under 18 disco");
        assert_eq!(
            literal(&asked, &disco)
                .map(|asked| asked.address())
                .as_deref(),
            Some("/?q=%22under%2018%22%20disco")
        );
        let understood = as_understood(&asked, &disco, &setting()).expect("a price");
        assert_eq!(
            (understood.label.as_str(), understood.href.as_str()),
            ("Under €18, “disco”", "/?q=disco&max_price=1800")
        );
        assert_eq!(literal(&asked, &phrase("disco")), None);
        assert_eq!(
            as_understood(&asked, &phrase("under £18 disco"), &setting()),
            None,
            "an address has no such price"
        );
    }

    #[test]
    fn a_month_and_a_weekday_are_dates_in_addresses() {
        let understood = |text: &str| {
            let link =
                as_understood(&SearchQuery::default(), &phrase(text), &setting()).expect("days");
            (link.label, link.href)
        };
        let link = |label: &str, href: &str| (label.to_owned(), href.to_owned());
        assert_eq!(
            understood("in march"),
            link("March 2027", "/?from=2027-03-01&to=2027-04-01")
        );
        assert_eq!(
            understood("on friday"),
            link("Fri 20 Nov", "/?from=2026-11-20&to=2026-11-21")
        );
        assert_eq!(understood("tonight"), link("Tonight", "/?when=tonight"));
    }
}
