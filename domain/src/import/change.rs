//! The changes that an import makes to an existing event, and which of them need permission once
//! tickets are sold.

use time::{OffsetDateTime, UtcOffset};

use super::Fault;
use crate::{Currency, moment};

/// The facts that buyers rely on: tickets show them, or the shop announced them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnouncedFacts {
    /// Title of the event.
    pub title: String,
    /// Name of the venue.
    pub venue: String,
    /// When the event begins.
    pub starts_at: OffsetDateTime,
    /// When sales open.
    pub on_sale_at: OffsetDateTime,
    /// The currency of the prices. None before there are prices.
    pub currency: Option<Currency>,
}

/// A change of one field of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Name of the field in the file.
    pub field: &'static str,
    /// The old value. Empty if it is too long to show.
    pub from: String,
    /// The new value.
    pub to: String,
}

impl std::fmt::Display for FieldChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.from.as_str(), self.to.as_str()) {
            ("", "") => write!(f, "{} changes", self.field),
            ("", words) => write!(f, "{}: {words}", self.field),
            (from, to) => write!(f, "{}: {from} becomes {to}", self.field),
        }
    }
}

impl FieldChange {
    /// A change with its old and its new value.
    #[must_use]
    pub fn of(field: &'static str, from: impl Into<String>, to: impl Into<String>) -> Self {
        Self {
            field,
            from: from.into(),
            to: to.into(),
        }
    }

    /// A change with a description in place of its values.
    #[must_use]
    pub fn in_field_as(field: &'static str, words: impl Into<String>) -> Self {
        Self::of(field, "", words)
    }

    /// A change without its values.
    #[must_use]
    pub fn in_field(field: &'static str) -> Self {
        Self::of(field, "", "")
    }
}

/// How an import treats changes to facts that buyers rely on, for events with sold tickets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SoldEvents {
    /// It rejects the file.
    #[default]
    Keep,
    /// It makes the change, because the organiser asked for it. The currency never changes. A date
    /// changes only by its own command, which writes to the buyers.
    Change,
}

impl AnnouncedFacts {
    /// The differences between two versions.
    #[must_use]
    pub fn changes(&self, to: &Self) -> Vec<FieldChange> {
        let currency = |currency: Option<Currency>| {
            currency
                .map(|currency| currency.to_string())
                .unwrap_or_default()
        };
        // The offsets of the instants may differ.
        let utc = |at: OffsetDateTime| moment::text(at.to_offset(UtcOffset::UTC));
        let pairs = [
            ("title", self.title.clone(), to.title.clone()),
            ("venue", self.venue.clone(), to.venue.clone()),
            (START, utc(self.starts_at), utc(to.starts_at)),
            ("on_sale_at", utc(self.on_sale_at), utc(to.on_sale_at)),
            (CURRENCY, currency(self.currency), currency(to.currency)),
        ];
        pairs
            .into_iter()
            .filter(|(_, from, to)| from != to && !from.is_empty())
            .map(|(field, from, to)| FieldChange::of(field, from, to))
            .collect()
    }
}

/// The field that a change of the currency names.
const CURRENCY: &str = "price_levels";
/// The field that a change of the date names.
const START: &str = "starts_at";

/// The faults of these changes: `sold` tickets of the event are sold, and `wanted` does not allow
/// the change.
#[must_use]
pub fn sold_faults(
    changes: &[FieldChange],
    sold: u32,
    wanted: SoldEvents,
    pointer: &str,
) -> Vec<Fault> {
    if sold == 0 {
        return Vec::new();
    }
    let tickets = if sold == 1 {
        "1 ticket of this event is sold".to_owned()
    } else {
        format!("{sold} tickets of this event are sold")
    };
    let refused = changes
        .iter()
        .filter(|change| wanted == SoldEvents::Keep || [CURRENCY, START].contains(&change.field));
    refused
        .map(|change| {
            let remedy = match change.field {
                CURRENCY => "its currency stays",
                START => "`frontrow event move` moves it and writes to its buyers",
                _ => "--change-sold allows the change",
            };
            Fault::new(
                format!("{pointer}/{}", change.field),
                format!(
                    "{tickets}, and {} would become {}: {remedy}",
                    change.from, change.to
                ),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn announced() -> AnnouncedFacts {
        AnnouncedFacts {
            title: "Nutcracker".to_owned(),
            venue: "Town Hall".to_owned(),
            starts_at: datetime!(2027-12-18 12:00 UTC),
            on_sale_at: datetime!(2027-01-10 8:00 UTC),
            currency: Some(Currency::EUR),
        }
    }

    fn fields(faults: &[Fault]) -> Vec<&str> {
        faults.iter().map(|fault| fault.place.as_str()).collect()
    }

    #[test]
    fn announced_facts_change_only_by_request_once_tickets_are_sold() {
        let to = AnnouncedFacts {
            title: "The Nutcracker".to_owned(),
            venue: "Village Hall".to_owned(),
            starts_at: datetime!(2027-12-18 17:30 UTC),
            on_sale_at: datetime!(2027-01-11 8:00 UTC),
            currency: Some("SEK".parse().expect("a code")),
        };
        let changes = announced().changes(&to);
        let all = [
            "/e/title",
            "/e/venue",
            "/e/starts_at",
            "/e/on_sale_at",
            "/e/price_levels",
        ];
        assert_eq!(
            fields(&sold_faults(&changes, 0, SoldEvents::Keep, "/e")),
            Vec::<&str>::new()
        );
        let faults = sold_faults(&changes, 3, SoldEvents::Keep, "/e");
        assert_eq!(fields(&faults), all);
        assert_eq!(
            faults[2].what,
            "3 tickets of this event are sold, and 2027-12-18T12:00:00Z would become 2027-12-18T17:30:00Z: `frontrow event move` moves it and writes to its buyers"
        );
        assert_eq!(
            faults[0].what,
            "3 tickets of this event are sold, and Nutcracker would become The Nutcracker: --change-sold allows the change"
        );
        assert_eq!(
            fields(&sold_faults(&changes, 1, SoldEvents::Change, "/e")),
            ["/e/starts_at", "/e/price_levels"]
        );
    }

    #[test]
    fn an_unchanged_fact_is_no_change() {
        assert_eq!(announced().changes(&announced()), []);
        let told_in_helsinki = AnnouncedFacts {
            starts_at: datetime!(2027-12-18 14:00 +2),
            ..announced()
        };
        assert_eq!(
            announced().changes(&told_in_helsinki),
            [],
            "an instant is the same with any offset"
        );
        let unpriced = AnnouncedFacts {
            currency: None,
            ..announced()
        };
        assert_eq!(
            unpriced.changes(&announced()),
            [],
            "first prices change nothing"
        );
    }
}
