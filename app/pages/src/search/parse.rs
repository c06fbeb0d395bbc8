//! Parses a query of the event list into a filter and its description in words.

use domain::{
    Money,
    catalogue::{
        EventFilter, EventSort, FURTHEST_KM, GeoPoint, LONGEST_SEARCH, Part, Phrase, PhraseDays,
        RelativeDays, is_a_time,
    },
    moment,
};
use markup::{
    search::{SearchLink, category_label, days_label},
    texts::FiltersTexts,
};
use time::{Date, Duration, Month, OffsetDateTime};
use ui::{format, search::SearchQuery};

use super::{clock::VenueClock, setting::ShopSetting};

/// The number of events on a page of the list.
const PAGE: u32 = 24;

/// A parsed query.
pub(super) struct ParsedQuery {
    /// The event filter.
    pub filter: EventFilter,
    /// The search text.
    pub phrase: Phrase,
    /// The active filters in words.
    pub parts: Vec<Filter>,
}

/// An active filter.
pub(super) struct Filter {
    /// The filter in words.
    pub label: String,
    /// The same query without this filter.
    pub without: SearchQuery,
    /// Whether the page shows it elsewhere: in the search field or among the categories.
    pub is_seen: bool,
}

/// A period, which may be open at either end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Span {
    from: Option<OffsetDateTime>,
    to: Option<OffsetDateTime>,
}

/// Parses a query with a shop's clock, currencies and texts.
pub(super) fn read(asked: &SearchQuery, setting: &ShopSetting) -> ParsedQuery {
    let (clock, texts) = (&setting.clock, &setting.texts);
    let q: String = asked
        .get("q")
        .unwrap_or_default()
        .chars()
        .take(LONGEST_SEARCH)
        .collect();
    let phrase = Phrase::read(&q, setting.words, &setting.currencies);
    let words = Some(phrase.words()).filter(|words| !words.is_empty());
    let mut filter = EventFilter {
        sort: sort(asked.get("sort")).unwrap_or(EventSort::usual(words.as_deref())),
        highlights: words.is_some(),
        facets: asked.get("cursor").is_none(),
        category: asked.get("category").map(str::to_owned),
        on_sale: asked.get("on_sale") == Some("true"),
        accessible: asked.get("accessible") == Some("true"),
        cursor: asked.get("cursor").map(str::to_owned),
        limit: PAGE,
        q: words,
        ..EventFilter::default()
    };
    let mut parts = Vec::new();
    let mut part = |label: String, without: SearchQuery, is_seen: bool| {
        parts.push(Filter {
            label,
            without,
            is_seen,
        })
    };

    if let Some(words) = &filter.q {
        part(
            texts.words(words),
            asked.with("q", &phrase.without(Part::Word)),
            true,
        );
    }
    if let Some(category) = &filter.category {
        part(
            category_label(category, texts).unwrap_or_else(|| category.clone()),
            asked.without(&["category"]),
            true,
        );
    }
    if let Some((span, label, without)) = days(asked, &phrase, clock, texts) {
        // Past events are never listed, so a start in the past has no effect.
        filter.from = span.from.filter(|from| *from > clock.now);
        filter.to = span.to;
        part(label, without, false);
    }
    if let Some((near, radius)) = place(asked) {
        let sorted = if asked.get("sort") == Some("distance") {
            "sort"
        } else {
            "radius_km"
        };
        let label = radius.map_or_else(|| texts.near_anywhere(), |km| texts.near(&km.to_string()));
        part(
            label,
            asked
                .without(&["near", "radius_km", sorted])
                .with("q", &phrase.without(Part::Place)),
            false,
        );
        (filter.near, filter.radius_km) = (Some(near), radius);
    } else if phrase.is_near {
        // The filter cannot apply yet: only the browser knows the location, and sends it after the
        // visitor presses "Near me".
        part(
            texts.near_unknown(),
            asked.with("q", &phrase.without(Part::Place)),
            false,
        );
    }
    let price = asked
        .get("max_price")
        .and_then(|price| price.parse::<i64>().ok())
        .filter(|price| *price >= 0);
    let without = if price.is_some() {
        asked.without(&["max_price"])
    } else {
        asked.with("q", &phrase.without(Part::Price))
    };
    let usual = setting.usual_currency();
    let price = price
        .map(|price| Money::new(price, usual))
        .or(phrase.max_price.map(|said| said.money(usual)));
    if let Some(price) = price {
        part(texts.price_under(&format::money(price)), without, false);
        (filter.max_price, filter.currency) = (Some(price.amount), Some(price.currency));
    }
    if filter.on_sale {
        part(texts.on_sale(), asked.without(&["on_sale"]), false);
    }
    if filter.accessible {
        part(
            texts.accessible_only(),
            asked.without(&["accessible"]),
            false,
        );
    }
    ParsedQuery {
        filter: filter.mended(),
        phrase,
        parts,
    }
}

impl ParsedQuery {
    /// The filters that the page shows nowhere else, each with a link that removes it.
    pub fn chosen(&self) -> Vec<SearchLink> {
        let choice = |part: &Filter| SearchLink {
            label: part.label.clone(),
            href: part.without.address(),
            ..SearchLink::default()
        };
        self.parts
            .iter()
            .filter(|part| !part.is_seen)
            .map(choice)
            .collect()
    }

    /// The query as a sentence.
    pub fn sentence(&self, texts: &FiltersTexts) -> String {
        let labels: Vec<&str> = self.parts.iter().map(|part| part.label.as_str()).collect();
        match labels.as_slice() {
            [] => texts.asked_none(),
            labels => texts.asked(&labels.join(", ")),
        }
    }
}

/// The period of the query, its label, and the query without it. An explicit filter takes
/// precedence over words in the search text.
fn days(
    asked: &SearchQuery,
    phrase: &Phrase,
    clock: &VenueClock,
    texts: &FiltersTexts,
) -> Option<(Span, String, SearchQuery)> {
    if let Some(when) = asked
        .get("when")
        .and_then(|when| when.parse::<RelativeDays>().ok())
    {
        let (span, label) = said_span(PhraseDays::When(when), clock, texts);
        return Some((span, label, asked.without(&["when", "from", "to"])));
    }
    let edge = |name: &str| asked.get(name).and_then(|text| edge(text, clock));
    let mut span = Span {
        from: edge("from"),
        to: edge("to"),
    };
    // `from` and `to` on the same day mean that day. In the wrong order, they are swapped.
    if let Some(day) = asked
        .get("from")
        .filter(|from| asked.get("to") == Some(*from))
        .and_then(date)
    {
        span.to = Some(clock.at((day + Duration::DAY).midnight()));
    } else if span.from.zip(span.to).is_some_and(|(from, to)| to < from) {
        span = Span {
            from: span.to,
            to: span.from,
        };
    }
    if span != Span::default() {
        let label = span_label(&span, clock.now, texts);
        return Some((span, label, asked.without(&["from", "to"])));
    }
    let (span, label) = said_span(phrase.when?, clock, texts);
    Some((span, label, asked.with("q", &phrase.without(Part::When))))
}

/// The period of days that a query names, and its label.
fn said_span(said: PhraseDays, clock: &VenueClock, texts: &FiltersTexts) -> (Span, String) {
    let (from, to) = said.span(clock.now.date());
    let span = Span {
        from: Some(clock.at(from)),
        to: Some(clock.at(to)),
    };
    let label = match said {
        PhraseDays::When(when) => days_label(when, texts),
        PhraseDays::Weekday(..) | PhraseDays::Month(..) => span_label(&span, clock.now, texts),
    };
    (span, label)
}

/// The label of days that a query names: "This weekend", "Fri 27 Nov", "March 2027".
pub(super) fn said_label(said: PhraseDays, setting: &ShopSetting) -> String {
    said_span(said, &setting.clock, &setting.texts).1
}

/// Parses a date, as its local midnight, or a timestamp.
fn edge(text: &str, clock: &VenueClock) -> Option<OffsetDateTime> {
    match date(text) {
        Some(date) => Some(clock.at(date.midnight())),
        None => clock.local(moment::parse(text).filter(|moment| is_a_time(*moment))?),
    }
}

/// Parses `2026-12-05`.
pub(super) fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-').map(|part| {
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(part)?
            .parse::<u16>()
            .ok()
    });
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?)
        .ok()
        .filter(|_| (1970..=9000).contains(&year))
}

/// A period in words: "Sat 5 Dec", "December 2026", "5 December to 7 December".
fn span_label(span: &Span, now: OffsetDateTime, texts: &FiltersTexts) -> String {
    let last = |to: OffsetDateTime| to - Duration::SECOND;
    match (span.from, span.to) {
        (Some(from), Some(to)) if from.date() == last(to).date() => format::short_day(from),
        (Some(from), Some(to)) if is_month(from, to) => month_label(from, now),
        (Some(from), Some(to)) => {
            texts.days(&format::short_day(from), &format::short_day(last(to)))
        }
        (Some(from), None) => texts.days_from(&format::short_day(from)),
        (None, Some(to)) => texts.days_before(&format::short_day(to)),
        (None, None) => String::new(),
    }
}

fn is_month(from: OffsetDateTime, to: OffsetDateTime) -> bool {
    let last = to - Duration::SECOND;
    from.day() == 1 && to.day() == 1 && (from.year(), from.month()) == (last.year(), last.month())
}

/// The month's name, with the year if it is not the current one.
pub(super) fn month_label(month: OffsetDateTime, now: OffsetDateTime) -> String {
    if month.year() == now.year() {
        format::month(month.date()).to_owned()
    } else {
        format::month_of_year(month.date())
    }
}

fn place(asked: &SearchQuery) -> Option<(GeoPoint, Option<f64>)> {
    let near = asked.get("near")?.parse().ok()?;
    let radius = asked
        .get("radius_km")
        .and_then(|radius| radius.parse::<f64>().ok());
    Some((
        near,
        radius.filter(|radius| *radius > 0.0 && *radius <= FURTHEST_KM),
    ))
}

fn sort(name: Option<&str>) -> Option<EventSort> {
    Some(match name? {
        "date" => EventSort::Date,
        "price" => EventSort::Price,
        "distance" => EventSort::Distance,
        "relevance" => EventSort::Relevance,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
