//! The buyer's own holds, including those that another page of this browser makes, pays or
//! releases, and those whose response was lost. Only the server knows the state of a hold, so the
//! page requests it.

use std::time::Duration;

use domain::{
    SeatNo, SeatStatus,
    selling::{Booking, BookingStatus},
};
use leptos::{prelude::*, task::spawn_local};
use ui::{
    components::basket::Selection,
    effect,
    live::{hold_clock_ms, put_ahead},
};
use wasm_bindgen::closure::Closure;

use super::{buyer::HallBuyer, load, words};

/// The pause before the next request, after a failed one, or after a response with an expired hold
/// that has not ended because a payment is in progress.
const AGAIN: Duration = Duration::from_secs(3);
/// A page that requests seats announces its response. After this time without an announcement, the
/// page was probably closed: check with the server.
const NO_WORD: Duration = Duration::from_secs(15);
/// Clock differences below this are ignored, in ms.
const SAME_MS: f64 = 1_500.0;

impl HallBuyer {
    /// Tells the other pages of this browser which seats this page requests. Once it has the
    /// response, it sends an empty list.
    pub(super) fn tell_other_pages(self, seats: &[SeatNo]) {
        let seats: Vec<String> = seats.iter().map(ToString::to_string).collect();
        load::tell_pages(&format!("{} {}", self.event, seats.join(",")));
    }

    /// Listens to the other pages, and for this page becoming visible again.
    pub(super) fn listen_to_other_pages(self) {
        effect(move || {
            let hear = Closure::<dyn FnMut(String)>::new(move |text: String| self.hear(&text));
            load::hear_pages(&hear);
            // The listener lives as long as the page.
            hear.forget();
        });
    }

    fn hear(self, text: &str) {
        let Some((event, seats)) = text.split_once(' ') else {
            // The page became visible again.
            if self
                .bookings
                .with_untracked(|bookings| !bookings.is_empty())
                || self.asked.with_value(Option::is_some)
            {
                self.look_again();
            }
            return;
        };
        if event != self.event.to_string() {
            return;
        }
        let seats: Vec<SeatNo> = seats
            .split(',')
            .filter_map(|seat| seat.parse().ok())
            .collect();
        if seats.is_empty() {
            return self.look_again();
        }
        self.elsewhere.set_value(seats);
        set_timeout(
            move || {
                if self.elsewhere.try_with_value(Vec::is_empty) == Some(false) {
                    self.look_again();
                }
            },
            NO_WORD,
        );
    }

    /// Fetches the buyer's bookings of the event, with retries, and reports what happened to known
    /// holds.
    pub(super) fn look_again(self) {
        let look = self.looks.get_value().wrapping_add(1);
        self.looks.set_value(look);
        self.looking.set_value(true);
        spawn_local(async move {
            let own = load::own_bookings(self.event).await;
            // A newer request was sent, or the page is gone.
            if self.looks.try_get_value() != Some(look) {
                return;
            }
            let is_known = match own {
                Some(own) => {
                    self.looking.set_value(false);
                    self.take_in(own)
                }
                None => false,
            };
            if !is_known {
                set_timeout(
                    move || {
                        if self.looks.try_get_value() == Some(look) {
                            self.look_again();
                        }
                    },
                    AGAIN,
                );
            }
        });
    }

    /// Updates the bookings from a response. False if a pending booking has no time left.
    fn take_in(self, own: Vec<Booking>) -> bool {
        let known = self.bookings.get_untracked();
        let (mut running, settled): (Vec<_>, Vec<_>) = own
            .into_iter()
            .partition(|booking| booking.status == BookingStatus::Pending);
        let is_known = running.iter().all(|booking| booking.expires_in_ms > 0);
        let is_new = running
            .iter()
            .any(|booking| known.iter().all(|before| before.id != booking.id));
        let (mut ahead, clock) = (Vec::new(), hold_clock_ms());
        for before in &known {
            if let Some(now) = running.iter().find(|booking| booking.id == before.id) {
                ahead.push(before.expires_in_ms as f64 - clock - now.expires_in_ms as f64);
            } else if let Some(now) = settled.iter().find(|booking| booking.id == before.id) {
                self.message.set(Some(words::became(now, self.texts)));
            }
        }
        if let Some(more) = stood_still(&ahead) {
            put_ahead(more);
        }
        let clock = hold_clock_ms() as i64;
        for booking in &mut running {
            let shown = known
                .iter()
                .find(|before| before.id == booking.id)
                .map(|before| before.expires_in_ms);
            booking.expires_in_ms = end_of(shown, booking.expires_in_ms, clock);
        }
        self.bookings.set(running);
        self.elsewhere.set_value(Vec::new());
        if is_new {
            // The requested seats are held, by this page or another.
            self.asked.set_value(None);
            self.message.set(None);
            let held = untrack(|| self.held());
            self.selection.update(|selection| match selection {
                Selection::Seats(seats) => {
                    seats.retain(|seat| !held.contains(seat));
                    if seats.is_empty() {
                        *selection = Selection::Nothing;
                    }
                }
                _ => *selection = Selection::Nothing,
            });
        }
        self.check_losses(true);
        is_known
    }

    /// Whether lost seats may belong to a booking of this buyer that the page does not know yet.
    pub(super) fn may_be_own(self, lost: &[SeatNo]) -> bool {
        self.asked.with_value(Option::is_some)
            || self
                .elsewhere
                .with_value(|seats| lost.iter().any(|seat| seats.contains(seat)))
    }

    /// If a seat that is held for the buyer has another status on the live stream, asks the server:
    /// another page paid or released it, or its time is over.
    pub(super) fn check_own_holds(self) {
        let held = untrack(|| self.held());
        let unheld = held
            .iter()
            .filter(|seat| self.feed.status(**seat) != SeatStatus::Held)
            .count() as u32;
        if unheld != self.unheld.get_value() {
            self.unheld.set_value(unheld);
            if unheld > 0 {
                self.look_again();
            }
        }
    }
}

/// The time in ms for which the page's clock stood still, computed from how much more time each
/// hold has left here than on the server. A stopped clock affects all holds alike. The end of a
/// single hold may also have moved to later, when its buyer began to pay, so the largest difference
/// counts.
fn stood_still(ahead: &[f64]) -> Option<f64> {
    ahead
        .iter()
        .copied()
        .max_by(f64::total_cmp)
        .filter(|more| *more > SAME_MS)
}

/// The end of a hold on the page's clock, in ms. Keeps the shown end if the server's is about the
/// same, so that the countdown does not jump. A hold that has ended here stays ended, unless the
/// server says that time is left.
fn end_of(shown: Option<i64>, left_at_shop: i64, clock: i64) -> i64 {
    let at_shop = clock + left_at_shop;
    let is_right = |shown: &i64| {
        if *shown <= clock {
            left_at_shop == 0
        } else {
            (*shown - at_shop).abs() as f64 <= SAME_MS
        }
    };
    shown.filter(is_right).unwrap_or(at_shop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_is_behind_for_all_holds_and_a_payment_extends_only_its_own() {
        assert_eq!(stood_still(&[]), None);
        assert_eq!(stood_still(&[200.0, -300.0]), None, "the clocks agree");
        assert_eq!(stood_still(&[60_000.0, 60_100.0]), Some(60_100.0));
        assert_eq!(
            stood_still(&[-600_000.0, 100.0]),
            None,
            "a payment extended one of the two holds"
        );
        assert_eq!(
            stood_still(&[-540_000.0, 60_000.0]),
            Some(60_000.0),
            "and the clock stopped"
        );
    }

    #[test]
    fn each_hold_ends_when_the_server_says() {
        let clock = 100_000;
        assert_eq!(
            end_of(None, 300_000, clock),
            400_000,
            "a hold that is new to the page"
        );
        assert_eq!(
            end_of(Some(400_000), 299_000, clock),
            400_000,
            "about the same, so the countdown does not jump"
        );
        assert_eq!(
            end_of(Some(400_000), 900_000, clock),
            1_000_000,
            "a payment extended the hold"
        );
        assert_eq!(
            end_of(Some(100_000), 800, clock),
            100_800,
            "the server has time left"
        );
        assert_eq!(
            end_of(Some(99_000), 0, clock),
            99_000,
            "over here and on the server"
        );
    }
}
