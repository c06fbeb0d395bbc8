//! "Find seats together": the best groups for a party, and the choice among them.

use domain::{
    PriceLevelId, SeatNo,
    seating::choosing::{self, House, Party},
    selling::BestAvailable,
};
use leptos::prelude::*;
use ui::{
    components::{basket::BasketMessage, compare::MOST_COMPARED},
    hall::{Hall, SeatFilter},
};

use super::{
    buyer::{HallBuyer, LOOKED_AT},
    words,
};

impl HallBuyer {
    /// Chooses good seats for a party among those that the filter shows. Holds nothing yet. Returns
    /// whether it found any.
    pub(super) fn find(self, size: u32, filter: SeatFilter, section: Option<usize>) -> bool {
        let Some(hall) = self
            .hall
            .get_untracked()
            .filter(|_| !self.pending.get_untracked())
        else {
            return false;
        };
        let SeatFilter { levels, accessible } = filter;
        let party = Party {
            size,
            accessible,
            price: (!levels.is_empty()).then_some(LOOKED_AT),
            section,
        };
        let find = |house: &House<'_>| {
            choosing::candidates(
                house,
                &hall.category_ranks(),
                party,
                js_sys::Math::random(),
                MOST_COMPARED,
            )
        };
        let groups = self.with_house_at(&hall, levels, find).unwrap_or_default();
        let found = groups.first().cloned();
        self.groups.set(groups);
        let message = match &found {
            Some(seats) => BasketMessage::note(words::found(&hall, seats, self.texts)),
            None => BasketMessage::note(words::not_together(
                size,
                section.is_some() || !filter.is_all(),
                self.texts,
            )),
        };
        self.message.set(Some(message));
        let is_found = found.is_some();
        if let Some(seats) = found {
            // The map centres on the middle seat.
            self.focus.set(seats.get(seats.len() / 2).copied());
            let section = section
                .and_then(|section| hall.plan().sections.get(section))
                .map(|section| section.name.clone());
            let wish = |price_level| BestAvailable {
                quantity: size,
                section,
                price_level,
                accessible: accessible.then_some(true),
            };
            let wish = if levels.is_empty() {
                Some(wish(None))
            } else {
                level_of_all(&hall, &seats).map(|level| wish(Some(level)))
            };
            self.found.set_value(wish.map(|wish| (seats.clone(), wish)));
            self.choose(seats);
        }
        is_found
    }

    /// Chooses another of the found groups, and shows it.
    pub(super) fn take_group(self, seats: Vec<SeatNo>) {
        if self.pending.get_untracked() {
            return;
        }
        self.message.set(None);
        self.focus.set(seats.get(seats.len() / 2).copied());
        self.choose(seats);
    }
}

/// The price level of seats that share one. A request for best seats names at most one level, so
/// seats of several levels have none.
fn level_of_all(hall: &Hall, seats: &[SeatNo]) -> Option<PriceLevelId> {
    let first = hall.level_index(*seats.first()?)?;
    let is_same = seats
        .iter()
        .all(|seat| hall.level_index(*seat) == Some(first));
    hall.levels()
        .get(first)
        .filter(|_| is_same)
        .map(|level| level.id)
}
