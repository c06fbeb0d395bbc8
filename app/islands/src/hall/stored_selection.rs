//! The selection of an event in session storage: it survives a reload, and a visit to other pages
//! of the site.

use domain::{AreaIndex, SeatNo, SeatStatus};
use leptos::prelude::*;
use ui::{
    components::basket::{BasketMessage, Selection},
    effect,
    hall::{Hall, seats_in_words},
};

use super::{buyer::HallBuyer, load};

/// The most stored seats. No booking of the demo season has more, and each seat is checked when the
/// page restores it.
const MOST_KEPT: usize = 10;
/// The key in local storage under which `alive.js` finds the hold that it counts down on every
/// page.
const HOLD: &str = "frontrow-hold";

impl HallBuyer {
    /// Restores the stored selection once the plan and the seat statuses are known, and then stores
    /// each change.
    pub(super) fn keep_selection(self, plan_url: Option<&str>) {
        // A plan's address ends with its hash. Another plan numbers its seats differently.
        let Some(plan) = plan_url
            .and_then(|url| url.rsplit('/').next())
            .map(str::to_owned)
        else {
            return;
        };
        let key = format!("frontrow-choice-{}", self.event);
        let mut is_back = false;
        effect(move || {
            let selection = self.selection.get();
            let Some(storage) = window().session_storage().ok().flatten() else {
                return;
            };
            if !is_back {
                let _ = self.feed.track();
                let Some(hall) = self.hall.get().filter(|_| self.feed.known()) else {
                    return;
                };
                is_back = true;
                let kept = storage
                    .get_item(&key)
                    .ok()
                    .flatten()
                    .map(|text| read(&text, &plan))
                    .unwrap_or_default();
                if selection == Selection::Nothing && kept != Selection::Nothing {
                    // The next run stores the seats that are still free.
                    let _ = storage.remove_item(&key);
                    return self.restore(&hall, kept);
                }
            }
            let _ = match selection {
                Selection::Nothing => storage.remove_item(&key),
                selection => storage.set_item(&key, &written(&selection, &plan)),
            };
        });
    }

    /// Chooses the stored seats that are still free, and reports the others once.
    fn restore(self, hall: &Hall, kept: Selection) {
        let most = self.max_seats as usize;
        let selection = match kept {
            Selection::Standing(area, quantity) => {
                let free = self.tally.with_untracked(|tally| {
                    tally.as_ref().map_or(quantity, |tally| tally.area(area))
                });
                let quantity = quantity.min(free).min(self.max_seats);
                if quantity == 0 {
                    Selection::Nothing
                } else {
                    Selection::Standing(area, quantity)
                }
            }
            Selection::Seats(seats) => {
                let own = untrack(|| self.held());
                let is_seat = |seat: &SeatNo| {
                    hall.index().seat(*seat).is_some() && hall.level_index(*seat).is_some()
                };
                let seats = seats
                    .into_iter()
                    .filter(|seat| is_seat(seat) && !own.contains(seat));
                let (mut free, gone): (Vec<_>, Vec<_>) =
                    seats.partition(|seat| self.feed.status(*seat) == SeatStatus::Available);
                if !gone.is_empty() {
                    self.message.set(Some(BasketMessage::trouble(
                        self.texts.meanwhile(&seats_in_words(hall, &gone)),
                    )));
                }
                free.truncate(most);
                if free.is_empty() {
                    Selection::Nothing
                } else {
                    Selection::Seats(free)
                }
            }
            Selection::Nothing => Selection::Nothing,
        };
        if selection != Selection::Nothing {
            let _ = load::begin_session();
            self.selection.set(selection);
        }
    }
}

/// Makes every page of this browser count down this hold.
pub(super) fn show_everywhere(booking: &str) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        let _ = storage.set_item(HOLD, booking);
    }
}

/// Writes a selection as `PLAN s12,13`, or as `PLAN a0,2` for two places in the first standing
/// area.
fn written(selection: &Selection, plan: &str) -> String {
    let (kind, numbers) = match selection {
        Selection::Nothing => return String::new(),
        Selection::Seats(seats) => (
            's',
            seats
                .iter()
                .take(MOST_KEPT)
                .map(|seat| seat.0.to_string())
                .collect::<Vec<_>>(),
        ),
        Selection::Standing(area, quantity) => {
            ('a', vec![area.0.to_string(), quantity.to_string()])
        }
    };
    format!("{plan} {kind}{}", numbers.join(","))
}

/// Parses a stored selection. Returns nothing for another plan or invalid text.
fn read(text: &str, plan: &str) -> Selection {
    let Some(kept) = text
        .strip_prefix(plan)
        .and_then(|rest| rest.strip_prefix(' '))
    else {
        return Selection::Nothing;
    };
    let numbers = |text: &str| -> Option<Vec<u32>> {
        text.split(',').map(|number| number.parse().ok()).collect()
    };
    let selection = match (kept.get(..1), kept.get(1..).and_then(numbers).as_deref()) {
        (Some("s"), Some(seats)) if seats.len() <= MOST_KEPT => Some(Selection::Seats(
            seats.iter().copied().map(SeatNo).collect(),
        )),
        (Some("a"), Some([area, quantity])) if *quantity as usize <= MOST_KEPT => {
            u16::try_from(*area)
                .ok()
                .map(|area| Selection::Standing(AreaIndex(area), *quantity))
        }
        _ => None,
    };
    selection.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_parses_from_its_stored_text() {
        for selection in [
            Selection::Seats(vec![SeatNo(12), SeatNo(70_000)]),
            Selection::Standing(AreaIndex(1), 4),
        ] {
            assert_eq!(read(&written(&selection, "abc"), "abc"), selection);
        }
    }

    #[test]
    fn a_selection_of_another_plan_and_invalid_text_are_ignored() {
        let many = format!("abc s{}", ["1"; 11].join(","));
        for text in [
            "",
            "abc",
            "abd s1,2",
            "abc s",
            "abc s1,x",
            "abc a1",
            "abc a70000,1",
            "abc a0,99",
            "abc x1",
            many.as_str(),
        ] {
            assert_eq!(read(text, "abc"), Selection::Nothing, "{text}");
        }
    }

    #[test]
    fn stores_at_most_ten_seats() {
        let many = Selection::Seats((0..30).map(SeatNo).collect());
        assert_eq!(read(&written(&many, "abc"), "abc").count(), 10);
    }
}
