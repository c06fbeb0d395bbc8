//! Reads events: the JSON format of `frontrow import events`. docs/import.md describes it.

use super::{
    Fault, FileContent, NewEvent, NewPerformer, NewPriceLevel, Selector, currency, event_time,
    name_key,
    price_types::price_types,
    reader::{Findings, Node, Object, UniqueValues, short},
    slug::is_slug,
};
use crate::{Currency, Money};

/// The categories of events.
pub const CATEGORIES: [&str; 7] = [
    "concert", "opera", "theatre", "dance", "sport", "family", "talk",
];

const FIELDS: [&str; 22] = [
    "title",
    "slug",
    "category",
    "description",
    "venue",
    "plan",
    "series",
    "starts_at",
    "duration_minutes",
    "on_sale_at",
    "performers",
    "price_levels",
    "price_types",
    "hold_seconds",
    "max_seats",
    "buyer_limit",
    "avoid_single_seats",
    "hold_extension",
    "blocked",
    "accessible",
    "companion",
    "comment",
];

/// Reads a file of events.
///
/// # Errors
/// Every problem of the file.
pub fn read_events(text: &str) -> Result<FileContent<Vec<NewEvent>>, Vec<Fault>> {
    let json = Findings::parse(text.trim_start_matches('\u{feff}'))?;
    let findings = Findings::default();
    let events = events(&Node::root(&json, &findings));
    let (value, notes) = findings.finish(events)?;
    Ok(FileContent { value, notes })
}

fn events(root: &Node<'_>) -> Option<Vec<NewEvent>> {
    let list = root.object(&["events", "comment"])?.required("events")?;
    let nodes = list.list()?;
    if nodes.is_empty() {
        list.fault("there is no event in this file");
    }
    let mut slugs = UniqueValues::default();
    // Reads every event before the first error returns, so that the report has every fault.
    let events: Vec<Option<NewEvent>> = nodes.iter().map(|node| event(node, &mut slugs)).collect();
    events.into_iter().collect()
}

fn event(node: &Node<'_>, slugs: &mut UniqueValues) -> Option<NewEvent> {
    let object = node.object(&FIELDS)?;
    let words = |name| {
        object
            .required(name)
            .and_then(|node| node.words().map(str::to_owned))
    };
    let maybe = |name| {
        object
            .nullable(name)
            .and_then(|node| node.words().map(str::to_owned))
    };
    let title = words("title");
    let slug = object.nullable("slug").and_then(|node| slug(&node, slugs));
    let category = object
        .required("category")
        .and_then(|node| node.one_of(&CATEGORIES).map(str::to_owned));
    // Calendars and spreadsheets may end lines with a carriage return and a line feed.
    let description = object
        .nullable("description")
        .and_then(|node| node.paragraphs())
        .unwrap_or_default()
        .trim()
        .replace("\r\n", "\n");
    let venue = words("venue");
    let starts_at = object
        .required("starts_at")
        .and_then(|node| event_time::read(&node));
    let duration = object
        .required("duration_minutes")
        .and_then(|node| node.whole(1, 60 * 24 * 3));
    let on_sale_at = object
        .nullable("on_sale_at")
        .and_then(|node| event_time::read(&node));
    let performers = object
        .nullable("performers")
        .map_or(Some(Vec::new()), |node| performers(&node));
    let price_levels = object
        .required("price_levels")
        .and_then(|node| price_levels(&node));
    let price_types = match (object.nullable("price_types"), &price_levels) {
        // Price types name price levels, so the levels come first.
        (Some(node), Some(levels)) => price_types(&node, levels).map(Some),
        (Some(_), None) | (None, _) => Some(None),
    };
    let hold_seconds = object
        .nullable("hold_seconds")
        .and_then(|node| node.whole(1, 3600));
    let max_seats = object
        .nullable("max_seats")
        .and_then(|node| node.whole(1, 10));
    let buyer_limit = object
        .nullable("buyer_limit")
        .and_then(|node| node.whole(1, 1000));
    let avoid_single_seats = object
        .nullable("avoid_single_seats")
        .and_then(|node| node.truth());
    let hold_extension = object
        .nullable("hold_extension")
        .and_then(|node| node.truth());
    let places = |name| object.nullable(name).map(|node| places(&node));
    let (blocked, accessible, companion) =
        (places("blocked"), places("accessible"), places("companion"));
    Some(NewEvent {
        pointer: node.pointer().to_owned(),
        slug,
        title: title?,
        category: category?,
        description,
        venue: venue?,
        plan: maybe("plan"),
        series: maybe("series"),
        starts_at: starts_at?,
        duration_minutes: duration? as u32,
        on_sale_at,
        performers: performers?,
        price_levels: price_levels?,
        price_types: price_types?,
        hold_seconds: hold_seconds.map(|seconds| seconds as u32),
        max_seats: max_seats.map(|seats| seats as u32),
        buyer_limit: buyer_limit.map(|seats| seats as u32),
        avoid_single_seats,
        hold_extension,
        // A field with a fault changes nothing.
        blocked: match blocked {
            Some(places) => Some(places?),
            None => None,
        },
        accessible: accessible.unwrap_or(Some(Vec::new()))?,
        companion: companion.unwrap_or(Some(Vec::new()))?,
    })
}

fn slug(node: &Node<'_>, slugs: &mut UniqueValues) -> Option<String> {
    let text = node.words()?;
    if !is_slug(text) {
        node.fault(format!(
            "a slug must be lower-case letters and digits joined by hyphens, with at least one letter; `{}` is not",
            short(text)
        ));
        return None;
    }
    slugs.add(node, text);
    Some(text.to_owned())
}

fn performers(node: &Node<'_>) -> Option<Vec<NewPerformer>> {
    let mut names = UniqueValues::default();
    let read = |node: &Node<'_>| {
        let object = node.object(&["name", "role"])?;
        let name = object.required("name")?;
        let text = name.words()?;
        names.add_as(&name, text, &name_key(text));
        let role = object
            .nullable("role")
            .and_then(|node| node.text())
            .unwrap_or_default();
        Some(NewPerformer {
            name: text.to_owned(),
            role: role.trim().to_owned(),
        })
    };
    let all: Vec<Option<NewPerformer>> = node.list()?.iter().map(read).collect();
    all.into_iter().collect()
}

fn price_levels(node: &Node<'_>) -> Option<Vec<NewPriceLevel>> {
    let list = node.list()?;
    if list.is_empty() {
        node.fault("an event must have at least one price level");
        return None;
    }
    let mut names = UniqueValues::default();
    let levels: Vec<Option<NewPriceLevel>> = list
        .iter()
        .map(|node| price_level(node, &mut names))
        .collect();
    let levels: Vec<NewPriceLevel> = levels.into_iter().collect::<Option<_>>()?;
    if let Some(other) = levels
        .iter()
        .position(|level| level.price.currency != levels[0].price.currency)
    {
        list[other].fault(format!(
            "all prices of an event are in one currency; the first is in {}, this in {}",
            levels[0].price.currency, levels[other].price.currency
        ));
    }
    let rests: Vec<usize> = levels
        .iter()
        .enumerate()
        .filter(|(_, level)| level.places.is_empty())
        .map(|(index, _)| index)
        .collect();
    for rest in rests.iter().skip(1) {
        list[*rest].fault(
            "only one price level may be for all other places; say which places this one is for",
        );
    }
    Some(levels)
}

fn price_level(node: &Node<'_>, names: &mut UniqueValues) -> Option<NewPriceLevel> {
    let object = node.object(&[
        "name",
        "color",
        "price",
        "categories",
        "sections",
        "areas",
        "rows",
        "seats",
    ])?;
    let name = object.required("name").and_then(|node| {
        let text = node.words()?;
        names.add(&node, text);
        Some(text.to_owned())
    });
    let color = object.required("color").and_then(|node| color(&node));
    let price = object.required("price").and_then(|node| price(&node));
    let places = selectors(&object);
    Some(NewPriceLevel {
        name: name?,
        color: color?,
        price: price?,
        places: places?,
    })
}

fn color(node: &Node<'_>) -> Option<String> {
    let text = node.text()?.to_ascii_lowercase();
    let fits = text.len() == 7
        && text.starts_with('#')
        && text[1..].bytes().all(|byte| byte.is_ascii_hexdigit());
    if !fits {
        node.fault(format!(
            "a colour must be written as #rrggbb, not `{}`",
            short(&text)
        ));
    }
    fits.then_some(text)
}

fn price(node: &Node<'_>) -> Option<Money> {
    let object = node.object(&["amount", "currency"])?;
    let amount = object
        .required("amount")
        .and_then(|node| node.whole(0, 100_000_000));
    let currency = object.required("currency").and_then(|node| {
        let text = node.text()?;
        let what = match text.parse::<Currency>() {
            Ok(currency) if currency::is_known(currency) => return Some(currency),
            Ok(currency) => format!("`{currency}` is no currency of ISO 4217, as EUR or JPY are"),
            Err(error) => error.to_string(),
        };
        node.fault(what);
        None
    });
    Some(Money::new(amount?, currency?))
}

fn places(node: &Node<'_>) -> Option<Vec<Selector>> {
    selectors(&node.object(&["categories", "sections", "areas", "rows", "seats"])?)
}

/// The seats and spots that the fields of an object select.
fn selectors(object: &Object<'_>) -> Option<Vec<Selector>> {
    let wide = |field, make: fn(String) -> Selector| -> Option<Vec<Selector>> {
        let Some(node) = object.nullable(field) else {
            return Some(Vec::new());
        };
        Some(texts(&node)?.into_iter().map(make).collect())
    };
    let rows = || -> Option<Vec<Selector>> {
        let Some(node) = object.nullable("rows") else {
            return Some(Vec::new());
        };
        let read = |node: &Node<'_>| {
            let object = node.object(&["section", "rows"])?;
            let section = object.required("section").and_then(|node| node.words());
            let rows = object.required("rows").and_then(|node| texts(&node));
            Some(Selector::Rows {
                section: section?.to_owned(),
                rows: rows?,
            })
        };
        let all: Vec<Option<Selector>> = node.list()?.iter().map(read).collect();
        all.into_iter().collect()
    };
    let seats = || -> Option<Vec<Selector>> {
        let Some(node) = object.nullable("seats") else {
            return Some(Vec::new());
        };
        let read = |node: &Node<'_>| {
            let object = node.object(&["section", "row", "numbers"])?;
            let section = object.required("section").and_then(|node| node.words());
            let row = object.required("row").and_then(|node| node.text());
            let numbers = object.required("numbers").and_then(|node| texts(&node));
            Some(Selector::Seats {
                section: section?.to_owned(),
                row: row?.to_owned(),
                numbers: numbers?,
            })
        };
        let all: Vec<Option<Selector>> = node.list()?.iter().map(read).collect();
        all.into_iter().collect()
    };
    let parts = [
        wide("categories", Selector::Category),
        wide("sections", Selector::Section),
        wide("areas", Selector::Area),
        rows(),
        seats(),
    ];
    Some(parts.into_iter().collect::<Option<Vec<_>>>()?.concat())
}

fn texts(node: &Node<'_>) -> Option<Vec<String>> {
    let list = node.list()?;
    if list.is_empty() {
        node.fault("this list is empty, and needs at least one entry");
    }
    let all: Vec<Option<String>> = list
        .iter()
        .map(|node| node.text().map(str::to_owned))
        .collect();
    all.into_iter().collect()
}

#[cfg(test)]
mod tests;
