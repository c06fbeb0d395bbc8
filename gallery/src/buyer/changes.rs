//! Follows changes of the hall while the buyer chooses.

use std::sync::Arc;

use domain::SeatStatus;
use leptos::prelude::*;
use ui::{hall::Tally, live::News};

use super::GalleryBuyer;

impl GalleryBuyer {
    /// Keeps the tally of available seats up to date, and notices when another buyer takes a
    /// selected seat.
    pub fn watch(self) {
        self.count();
        self.watch_losses();
    }

    fn count(self) {
        let seen = StoredValue::new(0_u64);
        Effect::new(move |_| {
            let tick = self.feed.track();
            let Some(hall) = self.hall.with(Option::<Arc<_>>::clone) else {
                return;
            };
            match self.feed.since(seen.get_value()) {
                News::Seats(seats) if self.tally.with_untracked(Option::is_some) => {
                    self.tally.update(|tally| {
                        if let Some(tally) = tally {
                            seats
                                .into_iter()
                                .for_each(|seat| tally.set(&hall, seat, self.feed.status(seat)));
                        }
                    })
                }
                _ => self.tally.set(
                    self.feed
                        .with_statuses(|statuses| Tally::new(&hall, statuses)),
                ),
            }
            seen.set_value(tick);
        });
    }

    fn watch_losses(self) {
        Effect::new(move |_| {
            let _ = self.feed.track();
            if self.pending.get_untracked() || !self.feed.known() {
                return;
            }
            let (kept, lost): (Vec<_>, Vec<_>) = self
                .chosen()
                .into_iter()
                .partition(|seat| self.feed.status(*seat) == SeatStatus::Available);
            if !lost.is_empty() {
                let what = if lost.len() == 1 { "a seat" } else { "seats" };
                self.message.set(self.instead(
                    &lost,
                    &kept,
                    &format!("Someone took {what} of yours a moment ago."),
                ));
                self.lost
                    .update(|(at, seats)| (*at, *seats) = (*at + 1, lost));
                self.choose(kept);
            }
        });
    }
}
