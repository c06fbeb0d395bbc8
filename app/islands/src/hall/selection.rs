//! The selection: taps on seats and standing areas, on the map and in the list.

use domain::{AreaIndex, SeatNo, SeatStatus};
use leptos::prelude::*;
use ui::components::basket::{BasketMessage, Selection, limit};

use super::{buyer::HallBuyer, load, words};

impl HallBuyer {
    /// Handles a tap on a seat.
    pub(super) fn pick(self, seat: SeatNo) {
        let Some(hall) = self.hall.get_untracked() else {
            return;
        };
        if self.pending.get_untracked() {
            return;
        }
        self.focus.set(Some(seat));
        let mut seats = self
            .selection
            .with_untracked(|selection| selection.seats().to_vec());
        if seats.contains(&seat) {
            return self.remove(seat);
        }
        if untrack(|| self.held()).contains(&seat) {
            return self.say(self.texts.already(&hall.place_name(seat)));
        }
        let name = hall.place_name(seat);
        if !self.feed.known() {
            return self.say(self.texts.asking());
        }
        let status = self.feed.status(seat);
        if hall.level_index(seat).is_none() || status == SeatStatus::Blocked {
            return self.say(self.texts.blocked(&name));
        }
        if status != SeatStatus::Available {
            let near = self.nearest(&hall, &[seat], &seats);
            let message =
                BasketMessage::note(words::not_to_be_had(&hall, seat, status, &near, self.texts));
            let whole = [&seats[..], &near].concat();
            let room = !near.is_empty() && whole.len() <= self.max_seats as usize;
            return self.message.set(Some(if room {
                message.offering(words::take(&hall, &near, self.texts), whole)
            } else {
                message
            }));
        }
        if seats.len() as u32 >= self.max_seats {
            return self.say(limit(self.max_seats, self.basket));
        }
        seats.push(seat);
        self.message.set(None);
        self.choose(seats);
    }

    /// Chooses seats. Requests a session with the first selection, so that a hold and its retry
    /// come from the same buyer.
    pub(super) fn choose(self, seats: Vec<SeatNo>) {
        let _ = load::begin_session();
        self.selection.set(Selection::Seats(seats));
    }

    pub(super) fn remove(self, seat: SeatNo) {
        self.selection.update(|selection| {
            if let Selection::Seats(seats) = selection {
                seats.retain(|chosen| *chosen != seat);
                if seats.is_empty() {
                    *selection = Selection::Nothing;
                }
            }
        });
        self.message.set(None);
    }

    /// Handles a tap on a standing area.
    pub(super) fn pick_area(self, area: AreaIndex) {
        if self.pending.get_untracked() {
            return;
        }
        let Some(free) = self
            .tally
            .with_untracked(|tally| tally.as_ref().map(|tally| tally.area(area)))
        else {
            return self.say(self.texts.asking_places());
        };
        if self.max_seats == 0 {
            return self.say(limit(0, self.basket));
        }
        if free == 0 {
            return self.say(self.texts.standing());
        }
        let seats = self
            .selection
            .with_untracked(|selection| selection.seats().to_vec());
        let back = self.texts.standing_back(seats.len() as u32);
        self.message.set(
            (!seats.is_empty())
                .then(|| BasketMessage::note(self.texts.standing_seats()).offering(back, seats)),
        );
        let _ = load::begin_session();
        self.selection.update(|selection| match selection {
            Selection::Standing(chosen, _) if *chosen == area => *selection = Selection::Nothing,
            _ => *selection = Selection::standing(area, free, self.max_seats),
        });
    }
}
