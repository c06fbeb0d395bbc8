//! Reads seating plans and events from files.
//!
//! A reader returns the whole file as domain types, or every fault with its place. It never returns
//! half of a file. Whether the venue exists, and whether the plan has the section, is checked when
//! the file is stored, with [`resolve`].

mod change;
mod currency;
mod event_time;
mod events;
mod model;
mod name;
mod pretix;
mod price_types;
mod reader;
mod report;
pub mod resolve;
mod rows;
mod slug;
mod special;
mod strict;
mod venue;

use std::{fmt, str::FromStr};

pub use change::{AnnouncedFacts, FieldChange, SoldEvents, sold_faults};
pub use event_time::{EventTime, WallInstant, wall_instant};
pub use events::{CATEGORIES, read_events};
pub use model::{NewEvent, NewPerformer, NewPriceLevel, NewPriceType, NewVenue, Selector};
pub use name::name_key;
pub use report::{LONGEST_REPORT, report};
pub use slug::{slug_of, slug_with_letter};
pub use special::with_special;
pub use venue::VenueDetails;

use crate::plan::SeatingPlan;

/// A fault of a file and its place. Printed, it has no control characters: both fields can repeat
/// text of the file, which must not control the terminal of an operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", printable(.place), printable(.what))]
pub struct Fault {
    /// "line 7", or a JSON pointer: "/zones/0/rows/2".
    pub place: String,
    /// What is wrong and what would be right.
    pub what: String,
}

impl Fault {
    /// A fault at a place.
    #[must_use]
    pub fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }
}

/// A text with a replacement character for each control character.
fn printable(text: &str) -> String {
    text.chars()
        .map(|letter| {
            if letter.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                letter
            }
        })
        .collect()
}

/// The content of a file, with remarks about parts that were left out.
#[derive(Debug, Clone, PartialEq)]
pub struct FileContent<T> {
    /// The content.
    pub value: T,
    /// Remarks about parts that the reader understood and does not use. These parts are not faults.
    pub notes: Vec<Fault>,
}

/// A file format of seating plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanFormat {
    /// The JSON of pretix and its seating plan editor.
    Pretix,
    /// A CSV list of rows: `floor,zone,row,start,end`.
    Rows,
}

impl PlanFormat {
    /// Guesses the format: JSON begins with a brace.
    #[must_use]
    pub fn guess(file_name: &str, text: &str) -> Self {
        let json = file_name.to_ascii_lowercase().ends_with(".json")
            || text
                .trim_start_matches('\u{feff}')
                .trim_start()
                .starts_with('{');
        if json { Self::Pretix } else { Self::Rows }
    }
}

impl FromStr for PlanFormat {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "pretix" => Ok(Self::Pretix),
            "rows" => Ok(Self::Rows),
            _ => Err("the format of a plan must be `pretix` or `rows`"),
        }
    }
}

impl fmt::Display for PlanFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pretix => "pretix",
            Self::Rows => "rows",
        })
    }
}

/// Reads a seating plan. A list of rows has no name, so its plan gets `name`.
///
/// # Errors
/// Every fault of the file.
pub fn read_plan(
    text: &str,
    format: PlanFormat,
    name: &str,
) -> Result<FileContent<SeatingPlan>, Vec<Fault>> {
    let text = text.trim_start_matches('\u{feff}');
    let imported = match format {
        PlanFormat::Pretix => pretix::read(text)?,
        PlanFormat::Rows => rows::read(text, name)?,
    };
    // Checks the plan as a whole too, because a reader sees only one part of it at a time. These
    // pointers lead into the plan, not into the file.
    let faults: Vec<Fault> = imported
        .value
        .faults()
        .into_iter()
        .map(|fault| Fault::new(format!("plan {}", fault.pointer), fault.what))
        .collect();
    if faults.is_empty() {
        Ok(imported)
    } else {
        Err(faults)
    }
}
