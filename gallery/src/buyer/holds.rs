//! Handles the basket's events: hold, accept an offer, remove seats, release.

use std::time::Duration;

use domain::{BookingId, SeatNo, SeatStatus, selling::Booking};
use leptos::prelude::*;
use ui::components::basket::{BasketEvents, Selection};

use super::GalleryBuyer;
use crate::fixtures::bookings;

/// A simulated response time, long enough to see the busy button.
const A_WHILE: Duration = Duration::from_secs(2);

impl GalleryBuyer {
    /// The basket's event handlers.
    pub fn events(self) -> BasketEvents {
        BasketEvents {
            on_hold: Callback::new(move |()| self.hold()),
            on_remove: Callback::new(move |seat| {
                self.choose(
                    self.chosen()
                        .into_iter()
                        .filter(|chosen| *chosen != seat)
                        .collect(),
                )
            }),
            on_clear: Callback::new(move |()| {
                self.message.set(None);
                self.focus.set(None);
                self.choose(Vec::new());
            }),
            on_quantity: Callback::new(move |quantity| {
                self.selection.update(|selection| {
                    if let Selection::Standing(_, chosen) = selection {
                        *chosen = quantity;
                    }
                });
            }),
            on_take: Callback::new(move |seats: Vec<SeatNo>| {
                self.message.set(None);
                self.focus.set(seats.last().copied());
                self.choose(seats);
            }),
            on_release: Callback::new(move |booking| self.release(booking)),
            // The final message of the countdown stays visible.
            on_ended: Callback::new(|_| {}),
        }
    }

    fn hold(self) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.message.set(None);
        set_timeout(
            move || {
                let Some(hall) = self.hall.try_get_untracked().flatten() else {
                    return;
                };
                let selection = self.selection.get_untracked();
                self.feed.anticipate(selection.seats(), SeatStatus::Held);
                self.selection.set(Selection::Nothing);
                self.bookings
                    .update(|held| held.push(bookings::held(&hall, &selection)));
                self.pending.set(false);
            },
            A_WHILE,
        );
    }

    fn release(self, booking: BookingId) {
        let seats = |held: &Booking| held.seats.iter().map(|seat| seat.seat).collect::<Vec<_>>();
        let given = self
            .bookings
            .with_untracked(|all| all.iter().find(|held| held.id == booking).map(seats));
        self.feed
            .anticipate(&given.unwrap_or_default(), SeatStatus::Available);
        self.bookings
            .update(|all| all.retain(|held| held.id != booking));
        self.note("The seats are back on the plan. Nothing was charged.");
    }
}
