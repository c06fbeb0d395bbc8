//! Reading seating plans and events from files.
//!
//! A reader gives the whole file as domain types, or every problem in it with its place; never half of it. What a file says about
//! the world beyond it (that there is such a venue, that the plan has such a section) is checked where it is stored, with
//! [`resolve`].

mod events;
mod model;
mod pretix;
mod price_types;
mod reader;
pub mod resolve;
mod rows;
mod slug;

use std::{fmt, str::FromStr};

pub use events::{CATEGORIES, read_events};
pub use model::{EventTime, NewEvent, NewPerformer, NewPriceLevel, NewPriceType, NewVenue, Selector};
pub use slug::slug_of;

use crate::plan::SeatingPlan;

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct Fault {
    /// "line 7", or a JSON pointer: "/zones/0/rows/2".
    pub place: String,
    /// What is wrong, and what would be right.
    pub what: String,
}

impl Fault {
    /// A fault at a place.
    #[must_use]
    pub fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into() }
    }
}

/// What a file held, with remarks on what was left out of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported<T> {
    /// What it held.
    pub value: T,
    /// What was understood and not used; worth telling, no problem.
    pub notes: Vec<Fault>,
}

/// A format that seating plans are read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanFormat {
    /// The JSON of pretix and its seating plan editor.
    Pretix,
    /// A list of rows: `floor,zone,row,start,end`.
    Rows,
}

impl PlanFormat {
    /// The format that a file looks like: JSON begins with a brace.
    #[must_use]
    pub fn guess(file_name: &str, text: &str) -> Self {
        let json = file_name.to_ascii_lowercase().ends_with(".json") || text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
        if json { Self::Pretix } else { Self::Rows }
    }
}

impl FromStr for PlanFormat {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "pretix" => Ok(Self::Pretix),
            "rows" => Ok(Self::Rows),
            _ => Err("the format of a plan is `pretix` or `rows`"),
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

/// Reads a seating plan. A list of rows has no name of its own and is given `name`.
///
/// # Errors
/// Every problem of the file.
pub fn read_plan(text: &str, format: PlanFormat, name: &str) -> Result<Imported<SeatingPlan>, Vec<Fault>> {
    let text = text.trim_start_matches('\u{feff}');
    let imported = match format {
        PlanFormat::Pretix => pretix::read(text)?,
        PlanFormat::Rows => rows::read(text, name)?,
    };
    // What the readers did not see, the check that every plan passes does; its places are in the plan, not in the file.
    let faults: Vec<Fault> =
        imported.value.faults().into_iter().map(|fault| Fault::new(format!("plan {}", fault.pointer), fault.what)).collect();
    if faults.is_empty() { Ok(imported) } else { Err(faults) }
}
