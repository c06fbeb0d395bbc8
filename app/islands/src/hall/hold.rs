//! A hold: the request, its outcome, and the release.

use domain::{
    BookingId, ProblemCode, SeatNo,
    seating::choosing,
    selling::{AreaQuantity, BookingRequest, BookingStatus, IdempotencyKey},
};
use leptos::{prelude::*, task::spawn_local};
use ui::{
    address::site_path,
    components::basket::{BasketMessage, Selection},
    hall::Hall,
    live::hold_clock_ms,
};
use wasm_bindgen_futures::JsFuture;

use super::{buyer::HallBuyer, load, stored_selection::show_everywhere, words};
use crate::{
    api::{self, CallError},
    go_to,
};

impl HallBuyer {
    fn request(&self) -> Option<BookingRequest> {
        match self.selection.get_untracked() {
            Selection::Nothing => None,
            Selection::Seats(seats) => {
                // Only seats from "Find together" may be replaced, never seats that the buyer
                // tapped.
                let wish = self.found.with_value(|found| {
                    found
                        .clone()
                        .filter(|(found, _)| *found == seats)
                        .map(|(_, wish)| wish)
                });
                Some(BookingRequest::seats_or(seats, wish))
            }
            Selection::Standing(area, quantity) => {
                let hall = self.hall.get_untracked()?;
                let area = hall.plan().areas.get(usize::from(area.0))?.id.clone();
                Some(BookingRequest::area(AreaQuantity { area, quantity }))
            }
        }
    }

    /// Explains a selection that leaves an orphan and offers a fix, if this event requires it. Runs
    /// only before a hold and not at each tap, because a buyer who chooses two seats has only one
    /// of them for a moment.
    fn explained_orphans(self) -> bool {
        let Some(hall) = self
            .hall
            .get_untracked()
            .filter(|_| self.avoid_single_seats)
        else {
            return false;
        };
        let chosen = self
            .selection
            .with_untracked(|selection| selection.seats().to_vec());
        let found = self
            .with_house(&hall, |house| choosing::leaves_orphan(house, &chosen))
            .flatten();
        if let Some(found) = &found {
            self.explain_orphans(&hall, &chosen, &found.orphans, found.instead.clone());
        }
        found.is_some()
    }

    fn explain_orphans(
        self,
        hall: &Hall,
        chosen: &[SeatNo],
        orphans: &[SeatNo],
        instead: Vec<SeatNo>,
    ) {
        let (sentence, button) = words::leaves_orphan(hall, chosen, orphans, &instead, self.texts);
        self.message.set(Some(
            BasketMessage::note(sentence).offering(button, instead),
        ));
        self.focus.set(orphans.first().copied());
    }

    /// Requests a hold of the selection.
    pub(super) fn hold(self) {
        let Some(request) = self.request() else {
            return;
        };
        if self.pending.get_untracked() || self.explained_orphans() {
            return;
        }
        let known = self.asked.with_value(|asked| {
            asked
                .clone()
                .filter(|(before, _)| *before == request)
                .map(|(_, key)| key)
        });
        let Some(key) = known.or_else(new_key) else {
            return;
        };
        self.asked.set_value(Some((request.clone(), key.clone())));
        self.pending.set(true);
        self.message.set(None);
        let seats = self
            .selection
            .with_untracked(|selection| selection.seats().to_vec());
        self.tell_other_pages(&seats);
        let session = JsFuture::from(load::begin_session());
        spawn_local(async move {
            // Without a session, the server redirects the request and sets one.
            let _ = session.await;
            let answer = api::hold(self.event, request, key).await;
            self.tell_other_pages(&[]);
            if self.pending.try_set(false).is_some() {
                // The page is gone.
                return;
            }
            match answer {
                Ok(mut booking) => {
                    self.asked.set_value(None);
                    let id = booking.id.to_string();
                    let to = site_path(&format!("/checkout/{id}"));
                    show_everywhere(&id);
                    let held: Vec<SeatNo> = booking.seats.iter().map(|seat| seat.seat).collect();
                    let is_other =
                        !seats.is_empty() && held.iter().any(|seat| !seats.contains(seat));
                    let total = booking.total;
                    self.selection.set(Selection::Nothing);
                    // A retried request may return a hold that has already ended.
                    if booking.status == BookingStatus::Pending {
                        booking.expires_in_ms += hold_clock_ms() as i64;
                        self.bookings.update(|bookings| {
                            // A refresh of the bookings may have added this hold already.
                            bookings.retain(|known| known.id != booking.id);
                            bookings.push(booking);
                        });
                    }
                    match self.hall.get_untracked().filter(|_| is_other) {
                        // The server held other seats. The buyer reads which, and then pays for
                        // them or releases them.
                        Some(hall) => self.message.set(Some(BasketMessage::note(words::instead(
                            &hall, &seats, &held, total, self.texts,
                        )))),
                        None => go_to(&to),
                    }
                }
                Err(error) => self.refused(&error),
            }
        });
    }

    /// Handles a rejected hold.
    fn refused(self, CallError(problem): &CallError) {
        // After these errors the outcome is unknown: check with the server, and keep the key for a
        // retry. After other errors, the next attempt is a new request.
        if matches!(
            problem.code,
            ProblemCode::Busy | ProblemCode::Internal | ProblemCode::RequestInProgress
        ) {
            self.look_again();
        } else {
            self.asked.set_value(None);
        }
        let lost = problem.seats.clone().unwrap_or_default();
        let alternatives = problem.alternatives.clone().unwrap_or_default();
        if problem.code == ProblemCode::SeatsTaken && !lost.is_empty() {
            let chosen = self
                .selection
                .with_untracked(|selection| selection.seats().to_vec());
            let count = chosen.len();
            let kept: Vec<_> = chosen
                .into_iter()
                .filter(|seat| !lost.contains(seat))
                .collect();
            // The alternatives replace either all chosen seats or only the lost ones.
            let whole = alternatives.len() == count && count > lost.len();
            self.lost(
                if whole { Vec::new() } else { kept },
                &lost,
                Some(alternatives).filter(|seats| !seats.is_empty()),
            );
        } else if let (ProblemCode::LeavesSingleSeat, Some(hall)) =
            (problem.code, self.hall.get_untracked())
        {
            // The server decided on newer seat statuses.
            let chosen = self
                .selection
                .with_untracked(|selection| selection.seats().to_vec());
            self.explain_orphans(&hall, &chosen, &lost, alternatives);
        } else {
            self.message.set(Some(BasketMessage::trouble(words::refusal(
                problem, self.texts,
            ))));
        }
    }

    pub(super) fn release(self, booking: BookingId) {
        spawn_local(async move {
            let message = match api::release(booking).await {
                Ok(()) => {
                    self.bookings
                        .try_update(|bookings| bookings.retain(|held| held.id != booking));
                    // Also the header of this page, which counts the hold down.
                    self.tell_other_pages(&[]);
                    BasketMessage::note(self.texts.released())
                }
                Err(CallError(problem)) => {
                    // The booking may have ended or been paid on another page.
                    self.look_again();
                    BasketMessage::trouble(words::refusal(&problem, self.texts))
                }
            };
            self.message.try_set(Some(message));
        });
    }
}

/// A new idempotency key. Keys are unique per buyer, so the time and 53 random bits suffice.
fn new_key() -> Option<IdempotencyKey> {
    let random = (js_sys::Math::random() * (1_u64 << 53) as f64) as u64;
    format!("{:x}-{random:x}", js_sys::Date::now() as u64)
        .parse()
        .ok()
}
