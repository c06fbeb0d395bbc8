//! Handles taps and finds seats for a party. The rules are the site's; only the messages are
//! shorter.

use domain::{
    AreaIndex, SeatNo, SeatStatus,
    seating::choosing::{self, House, Party},
    selling::MAX_SEATS,
};
use leptos::prelude::*;
use ui::{
    components::basket::{BasketMessage, Selection},
    hall::{Hall, LevelSet, SeatFilter, seats_in_words},
};

use super::GalleryBuyer;

/// Stands for every price that the filter includes, so that the seat chooser treats all of them as
/// the same price.
const LOOKED_AT: i64 = -1;

impl GalleryBuyer {
    /// Handles a tap on a seat.
    pub fn pick(self, seat: SeatNo) {
        if self.pending.get_untracked() {
            return;
        }
        self.focus.set(Some(seat));
        self.message.set(None);
        let mut seats = self.chosen();
        if seats.contains(&seat) {
            seats.retain(|chosen| *chosen != seat);
        } else if untrack(|| self.held()).contains(&seat) {
            return self.note("You hold this seat already.");
        } else if self.feed.status(seat) != SeatStatus::Available {
            return self
                .message
                .set(self.instead(&[seat], &seats, "This seat is not free."));
        } else if seats.len() as u32 == MAX_SEATS {
            return self.note(format!("One booking can have up to {MAX_SEATS} seats."));
        } else {
            seats.push(seat);
        }
        self.choose(seats);
    }

    /// Handles a tap on a standing area.
    pub fn pick_area(self, area: AreaIndex) {
        if self.pending.get_untracked() {
            return;
        }
        self.message.set(None);
        let again = self.selection.with_untracked(Selection::area) == Some(area);
        self.selection.set(if again {
            Selection::Nothing
        } else {
            Selection::Standing(area, 2)
        });
    }

    /// Finds this number of adjacent seats among those that the filter includes.
    pub fn find(self, size: u32, filter: SeatFilter) {
        let Some(hall) = self
            .hall
            .get_untracked()
            .filter(|_| !self.pending.get_untracked())
        else {
            return;
        };
        let party = Party {
            size,
            accessible: filter.accessible,
            price: (!filter.levels.is_empty()).then_some(LOOKED_AT),
            section: None,
        };
        // Multiples of the golden ratio: deterministic, and different seats each time.
        let tries = self.tries.get_value();
        self.tries.set_value(tries + 1);
        let chance = f64::from(tries) * 0.618_034 % 1.0;
        match self
            .with_house(&hall, filter.levels, |house| {
                choosing::together(house, &hall.category_ranks(), party, chance)
            })
            .flatten()
        {
            Some(seats) => {
                self.note(format!(
                    "{}: chosen for you, but not held yet. Press {size} again for other seats.",
                    seats_in_words(&hall, &seats)
                ));
                self.focus.set(seats.first().copied());
                self.choose(seats);
            }
            None => self.note(format!("No {size} adjacent seats are free.")),
        }
    }

    /// A message that offers the nearest available seats in place of `gone`, together with the
    /// `kept` ones.
    pub(super) fn instead(
        self,
        gone: &[SeatNo],
        kept: &[SeatNo],
        sentence: &str,
    ) -> Option<BasketMessage> {
        let hall = self.hall.get_untracked()?;
        let near = self
            .with_house(&hall, LevelSet::default(), |house| {
                choosing::nearest(house, gone, kept)
            })
            .unwrap_or_default();
        let whole = [kept, &near].concat();
        if near.is_empty() || whole.len() as u32 > MAX_SEATS {
            return Some(BasketMessage::trouble(sentence));
        }
        let (are, take) = if near.len() == 1 {
            ("is", "Take it".to_owned())
        } else {
            ("are", format!("Take {} seats", near.len()))
        };
        let sentence = format!(
            "{sentence} {} {are} free: take {}?",
            seats_in_words(&hall, &near),
            if near.len() == 1 { "it" } else { "them" }
        );
        Some(BasketMessage::trouble(sentence).offering(take, whole))
    }

    /// Calls the seat chooser with the current statuses. All `levels` count as one price. None
    /// while the statuses are unknown.
    fn with_house<T>(
        self,
        hall: &Hall,
        levels: LevelSet,
        then: impl FnOnce(&House<'_>) -> T,
    ) -> Option<T> {
        let price = |seat: SeatNo| {
            hall.level_index(seat).map(|level| {
                if levels.contains(level) {
                    LOOKED_AT
                } else {
                    level as i64
                }
            })
        };
        self.feed
            .with_statuses(|statuses| then(&House::new(hall.index(), statuses, &price)))
    }
}
