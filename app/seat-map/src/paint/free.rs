//! How many places of a section or an area are free, and what its shape says about them.

use domain::{AreaIndex, SeatNo};

use super::ground::Ground;

/// The number of free places in a section or area that the filter shows, and their most common
/// level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FreePlaces {
    pub(crate) count: u32,
    pub(crate) level: Option<usize>,
}

impl Ground<'_> {
    /// The free places of a section; `None` before the first count.
    pub(crate) fn free_in(&self, section: usize) -> Option<FreePlaces> {
        let tally = self.tally?;
        Some(FreePlaces {
            count: tally.section(section, self.filter),
            level: tally.section_level(section, self.filter),
        })
    }

    /// The free places of an area; `None` before the first count.
    pub(crate) fn free_in_area(&self, area: AreaIndex) -> Option<FreePlaces> {
        let tally = self.tally?;
        let first = self
            .hall
            .index()
            .area_places(area)
            .map(|places| SeatNo(places.start));
        let Some(first) = first.filter(|first| self.filter.shows_area(self.hall, *first)) else {
            return Some(FreePlaces {
                count: 0,
                level: None,
            });
        };
        Some(FreePlaces {
            count: tally.area(area),
            level: self.hall.level_index(first),
        })
    }

    /// The free places of all sections, then of all areas.
    pub(crate) fn all_free(&self) -> Vec<Option<FreePlaces>> {
        let sections = (0..self.scene.sections.len()).map(|number| self.free_in(number));
        sections
            .chain(
                (0..self.scene.areas.len())
                    .map(|number| self.free_in_area(AreaIndex(number as u16))),
            )
            .collect()
    }

    /// The lowest price of a section: "from €45".
    pub(crate) fn lowest_price(&self, section: usize) -> Option<String> {
        let (least, _) = self
            .tally?
            .section_prices(self.hall, section, self.filter)?;
        Some(self.texts.price(&self.hall.money(least)))
    }

    /// Whether none of a block's free places matches the filter. Others may still be free.
    pub(crate) fn leaves_out(&self, free: Option<FreePlaces>) -> bool {
        !self.filter.is_all() && free.is_some_and(|free| free.count == 0)
    }

    /// The texts below a section's name, longest first; empty before the first count.
    pub(crate) fn told_of_section(&self, number: usize) -> Vec<String> {
        let Some(found) = self
            .free_in(number)
            .filter(|found| !self.leaves_out(Some(*found)))
        else {
            return Vec::new();
        };
        let least = self
            .tally
            .and_then(|tally| tally.section_prices(self.hall, number, self.filter))
            .map(|(least, _)| least);
        match least.filter(|_| found.count > 0) {
            None => vec![self.texts.full()],
            Some(least) => vec![
                self.texts.room(found.count, &self.hall.money(least)),
                self.texts.free_short(found.count),
            ],
        }
    }

    /// The texts below an area's name, longest first. All places of an area have one price.
    pub(crate) fn told_of_area(&self, area: AreaIndex) -> Vec<String> {
        let Some(found) = self
            .free_in_area(area)
            .filter(|found| !self.leaves_out(Some(*found)))
        else {
            return Vec::new();
        };
        match self.hall.area_price(area).filter(|_| found.count > 0) {
            None => vec![self.texts.full()],
            Some(price) => vec![
                self.texts.room_same(found.count, &self.hall.money(price)),
                self.texts.free_short(found.count),
            ],
        }
    }
}
