//! Checks a plan before it is stored: the rules that the types cannot express.

use std::collections::HashSet;

use thiserror::Error;

use super::{Row, SeatingPlan, Shape};

/// The most seats and spots of a plan. The live stream sends two bits for each.
pub const MAX_PLACES: u32 = 200_000;

const NAMELESS_ENTRANCE: &str =
    "an entrance must have a name; leave the field out where there is none";

/// A fault of a plan and its place, as a JSON pointer into the plan.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{pointer}: {what}")]
pub struct PlanFault {
    /// JSON pointer (RFC 6901).
    pub pointer: String,
    /// What is wrong.
    pub what: String,
}

impl SeatingPlan {
    /// Every fault of this plan. Empty for a plan that can be sold.
    #[must_use]
    pub fn faults(&self) -> Vec<PlanFault> {
        let mut faults = Faults::default();
        if self.name.trim().is_empty() {
            faults.add("/name", "a plan must have a name");
        }
        if self.width <= 0 || self.height <= 0 {
            faults.add("/width", "width and height must be above 0");
        }
        if self.categories.is_empty() {
            faults.add("/categories", "a plan must have at least one category");
        }
        if self.capacity() == 0 {
            faults.add("/sections", "a plan must have at least one place");
        }
        if self.capacity() > MAX_PLACES {
            faults.add(
                "/sections",
                &format!("{} places are more than {MAX_PLACES}", self.capacity()),
            );
        }
        self.sections_faults(&mut faults);
        self.areas_faults(&mut faults);
        faults.list
    }

    fn sections_faults(&self, faults: &mut Faults) {
        let mut names = HashSet::new();
        for (s, section) in self.sections.iter().enumerate() {
            if section.name.trim().is_empty() {
                faults.add(&format!("/sections/{s}/name"), "a section must have a name");
            }
            if !names.insert(section.name.as_str()) {
                faults.add(
                    &format!("/sections/{s}/name"),
                    &format!("`{}` is there twice", section.name),
                );
            }
            if section
                .entrance
                .as_deref()
                .is_some_and(|entrance| entrance.trim().is_empty())
            {
                faults.add(&format!("/sections/{s}/entrance"), NAMELESS_ENTRANCE);
            }
            let mut labels = HashSet::new();
            for (r, row) in section.rows.iter().enumerate() {
                let pointer = format!("/sections/{s}/rows/{r}");
                row_faults(row, &pointer, self.categories.len(), faults);
                for number in row.numbers.iter().filter(|number| !number.is_empty()) {
                    if !labels.insert((row.name.as_str(), number.as_str())) {
                        faults.add(
                            &pointer,
                            &format!("row `{}` has two seats `{number}`", row.name),
                        );
                    }
                }
            }
        }
    }

    fn areas_faults(&self, faults: &mut Faults) {
        let mut ids = HashSet::new();
        for (a, area) in self.areas.iter().enumerate() {
            let pointer = format!("/areas/{a}");
            if area.id.is_empty()
                || !area
                    .id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            {
                faults.add(
                    &format!("{pointer}/id"),
                    "an area's id must have lower-case letters, digits and hyphens only",
                );
            }
            if !ids.insert(area.id.as_str()) {
                faults.add(
                    &format!("{pointer}/id"),
                    &format!("`{}` is there twice", area.id),
                );
            }
            if area
                .entrance
                .as_deref()
                .is_some_and(|entrance| entrance.trim().is_empty())
            {
                faults.add(&format!("{pointer}/entrance"), NAMELESS_ENTRANCE);
            }
            if area.capacity == 0 {
                faults.add(
                    &format!("{pointer}/capacity"),
                    "the capacity must be above 0",
                );
            }
            if usize::from(area.category) >= self.categories.len() {
                faults.add(&format!("{pointer}/category"), "no such category");
            }
            if let Shape::Polygon { points } = &area.shape
                && points.len() < 3
            {
                faults.add(
                    &format!("{pointer}/shape/points"),
                    "a polygon must have at least three corners",
                );
            }
        }
    }
}

fn row_faults(row: &Row, pointer: &str, categories: usize, faults: &mut Faults) {
    let seats = row.numbers.len();
    if seats == 0 {
        faults.add(
            &format!("{pointer}/numbers"),
            "a row must have at least one seat",
        );
    }
    if row.x.len() != seats || row.y.len() != seats {
        faults.add(
            &format!("{pointer}/x"),
            "each seat must have a number, an x and a y",
        );
    }
    if row.radius <= 0 {
        faults.add(&format!("{pointer}/radius"), "the radius must be above 0");
    }
    if usize::from(row.category) >= categories
        || row
            .own_category
            .iter()
            .any(|(_, own)| usize::from(*own) >= categories)
    {
        faults.add(&format!("{pointer}/category"), "no such category");
    }
    let indexes = (row.own_category.iter().map(|(seat, _)| seat))
        .chain(row.own_radius.iter().map(|(seat, _)| seat))
        .chain(&row.accessible)
        .chain(&row.companion)
        .chain(row.notes.iter().map(|(seat, _)| seat))
        .chain(&row.aisles_after);
    for index in indexes {
        if usize::from(*index) >= seats {
            faults.add(pointer, &format!("the row has no seat of index {index}"));
        }
    }
}

#[derive(Default)]
struct Faults {
    list: Vec<PlanFault>,
}

impl Faults {
    fn add(&mut self, pointer: &str, what: &str) {
        self.list.push(PlanFault {
            pointer: pointer.to_owned(),
            what: what.to_owned(),
        });
    }
}
