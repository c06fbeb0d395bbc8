//! The selection of an event, kept as long as its tab is open: it survives a reload, and the way to other pages and back.

use domain::{AreaIndex, SeatNo, SeatStatus};
use leptos::prelude::*;

use super::{buying::Buying, load};
use crate::{
    components::basket::{Choice, Told},
    effect,
    hall::{Hall, seats_in_words},
};

/// The largest number of seats that are kept. No booking of the demo season has more, and each is checked when the page comes back.
const MOST_KEPT: usize = 10;
/// Where `alive.js` finds the hold whose countdown every page shows.
const HOLD: &str = "frontrow-hold";

impl Buying {
    /// Brings the kept selection back once plan and seats are known, and then keeps each selection.
    pub(super) fn keep_choice(self, plan_url: Option<&str>) {
        // The address of a plan ends with its hash: seats of another plan have other numbers.
        let Some(plan) = plan_url.and_then(|url| url.rsplit('/').next()).map(str::to_owned) else { return };
        let key = format!("frontrow-choice-{}", self.event);
        let mut is_back = false;
        effect(move || {
            let choice = self.choice.get();
            let Some(storage) = window().session_storage().ok().flatten() else { return };
            if !is_back {
                let _ = self.feed.track();
                let Some(hall) = self.hall.get().filter(|_| self.feed.known()) else { return };
                is_back = true;
                let kept = storage.get_item(&key).ok().flatten().map(|text| read(&text, &plan)).unwrap_or_default();
                if choice == Choice::Nothing && kept != Choice::Nothing {
                    // What of it is still free is kept again by the next run.
                    let _ = storage.remove_item(&key);
                    return self.bring_back(&hall, kept);
                }
            }
            let _ = match choice {
                Choice::Nothing => storage.remove_item(&key),
                choice => storage.set_item(&key, &written(&choice, &plan)),
            };
        });
    }

    /// Chooses again what was chosen before, as far as it is free, and says once what is not.
    fn bring_back(self, hall: &Hall, kept: Choice) {
        let most = self.max_seats as usize;
        let choice = match kept {
            Choice::Standing(area, quantity) => {
                let free = self.tally.with_untracked(|tally| tally.as_ref().map_or(quantity, |tally| tally.area(area)));
                let quantity = quantity.min(free).min(self.max_seats);
                if quantity == 0 { Choice::Nothing } else { Choice::Standing(area, quantity) }
            }
            Choice::Seats(seats) => {
                let own = untrack(|| self.held());
                let is_seat = |seat: &SeatNo| hall.index().seat(*seat).is_some() && hall.level_index(*seat).is_some();
                let seats = seats.into_iter().filter(|seat| is_seat(seat) && !own.contains(seat));
                let (mut free, gone): (Vec<_>, Vec<_>) = seats.partition(|seat| self.feed.status(*seat) == SeatStatus::Available);
                if !gone.is_empty() {
                    self.told.set(Some(Told::trouble(self.texts.meanwhile(&seats_in_words(hall, &gone)))));
                }
                free.truncate(most);
                if free.is_empty() { Choice::Nothing } else { Choice::Seats(free) }
            }
            Choice::Nothing => Choice::Nothing,
        };
        if choice != Choice::Nothing {
            let _ = load::begin_session();
            self.choice.set(choice);
        }
    }
}

/// Has every page of this browser show the countdown of a hold.
pub(super) fn show_everywhere(booking: &str) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        let _ = storage.set_item(HOLD, booking);
    }
}

/// `PLAN s12,13`, or `PLAN a0,2` of two places in the first standing area.
fn written(choice: &Choice, plan: &str) -> String {
    let (kind, numbers) = match choice {
        Choice::Nothing => return String::new(),
        Choice::Seats(seats) => ('s', seats.iter().take(MOST_KEPT).map(|seat| seat.0.to_string()).collect::<Vec<_>>()),
        Choice::Standing(area, quantity) => ('a', vec![area.0.to_string(), quantity.to_string()]),
    };
    format!("{plan} {kind}{}", numbers.join(","))
}

/// Reads it again; nothing of another plan, or of anything that this page has not written.
fn read(text: &str, plan: &str) -> Choice {
    let Some(kept) = text.strip_prefix(plan).and_then(|rest| rest.strip_prefix(' ')) else { return Choice::Nothing };
    let numbers = |text: &str| -> Option<Vec<u32>> { text.split(',').map(|number| number.parse().ok()).collect() };
    let choice = match (kept.get(..1), kept.get(1..).and_then(numbers).as_deref()) {
        (Some("s"), Some(seats)) if seats.len() <= MOST_KEPT => Some(Choice::Seats(seats.iter().copied().map(SeatNo).collect())),
        (Some("a"), Some([area, quantity])) if *quantity as usize <= MOST_KEPT => {
            u16::try_from(*area).ok().map(|area| Choice::Standing(AreaIndex(area), *quantity))
        }
        _ => None,
    };
    choice.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_reads_back_as_it_was_written() {
        for choice in [Choice::Seats(vec![SeatNo(12), SeatNo(70_000)]), Choice::Standing(AreaIndex(1), 4)] {
            assert_eq!(read(&written(&choice, "abc"), "abc"), choice);
        }
    }

    #[test]
    fn a_selection_of_another_plan_and_what_nobody_has_written_are_none() {
        let many = format!("abc s{}", ["1"; 11].join(","));
        for text in ["", "abc", "abd s1,2", "abc s", "abc s1,x", "abc a1", "abc a70000,1", "abc a0,99", "abc x1", many.as_str()] {
            assert_eq!(read(text, "abc"), Choice::Nothing, "{text}");
        }
    }

    #[test]
    fn no_more_than_ten_seats_are_kept() {
        let many = Choice::Seats((0..30).map(SeatNo).collect());
        assert_eq!(read(&written(&many, "abc"), "abc").count(), 10);
    }
}
