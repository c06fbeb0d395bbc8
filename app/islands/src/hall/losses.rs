//! Seats that another buyer took: the loss, the replacement, and changes to an offer.

use domain::{SeatNo, SeatStatus, seating::choosing};
use leptos::prelude::*;
use ui::{
    components::basket::{BasketMessage, Selection},
    effect,
    hall::Hall,
    live::now_ms,
};

use super::{buyer::HallBuyer, words};

/// Losses within this time are reported in one message.
const ONE_BREATH_MS: f64 = 3_000.0;

impl HallBuyer {
    /// Removes seats that another buyer took from the selection or from the offer, and reports
    /// them.
    pub(super) fn watch_losses(self) {
        effect(move || {
            let _ = self.feed.track();
            if !self.feed.known() {
                return;
            }
            self.check_own_holds();
            self.check_losses(false);
        });
    }

    /// Checks once whether another buyer took chosen or offered seats. `is_asked`: the server has
    /// just listed the buyer's own seats.
    pub(super) fn check_losses(self, is_asked: bool) {
        if self.pending.get_untracked() || !self.feed.known() {
            return;
        }
        let chosen = self
            .selection
            .with_untracked(|selection| selection.seats().to_vec());
        let (kept, lost): (Vec<_>, Vec<_>) = chosen
            .into_iter()
            .partition(|seat| self.feed.status(*seat) == SeatStatus::Available);
        if !lost.is_empty() {
            // The seats may be the buyer's own: a hold whose response was lost, or one by another
            // page of this browser.
            if !is_asked && self.may_be_own(&lost) {
                if !self.looking.get_value() {
                    self.look_again();
                }
                return;
            }
            return self.lost(kept, &lost, None);
        }
        let offered = untrack(|| self.offered());
        let (left, gone): (Vec<_>, Vec<_>) = offered
            .into_iter()
            .partition(|seat| self.feed.status(*seat) == SeatStatus::Available);
        if !gone.is_empty() {
            self.offer_gone(&kept, left, &gone);
        }
    }

    /// Reports lost seats and offers others: the server's alternatives, or the nearest free ones.
    pub(super) fn lost(
        self,
        kept: Vec<SeatNo>,
        lost: &[SeatNo],
        alternatives: Option<Vec<SeatNo>>,
    ) {
        let Some(hall) = self.hall.get_untracked() else {
            return;
        };
        let now = now_ms();
        let (at, mut all) = self.lost_lately.get_untracked();
        if now - at > ONE_BREATH_MS {
            all.clear();
        }
        all.extend(
            lost.iter()
                .filter(|seat| !all.contains(seat))
                .copied()
                .collect::<Vec<_>>(),
        );
        self.lost_lately.set((now, all.clone()));
        let offer = alternatives.unwrap_or_else(|| self.nearest(&hall, &all, &kept));
        self.tell_lost(&hall, &all, &kept, &offer);
        self.selection.set(if kept.is_empty() {
            Selection::Nothing
        } else {
            Selection::Seats(kept)
        });
    }

    /// Handles the loss of offered seats: offers the remaining ones, with replacements for the lost
    /// ones.
    fn offer_gone(self, chosen: &[SeatNo], left: Vec<SeatNo>, gone: &[SeatNo]) {
        let Some(hall) = self.hall.get_untracked() else {
            return;
        };
        // The offer may have been for other seats instead of the chosen ones.
        let whole = self.message.with_untracked(whole_offer);
        let kept: Vec<_> = chosen
            .iter()
            .filter(|seat| whole.contains(seat))
            .copied()
            .collect();
        let mut offer = left;
        offer.extend(self.nearest(&hall, gone, &[chosen, &offer].concat()));
        self.tell_lost(&hall, gone, &kept, &offer);
    }

    fn tell_lost(self, hall: &Hall, lost: &[SeatNo], kept: &[SeatNo], offer: &[SeatNo]) {
        let whole: Vec<_> = kept
            .iter()
            .chain(offer)
            .copied()
            .take(self.max_seats as usize)
            .collect();
        let message = BasketMessage::trouble(words::lost(hall, lost, offer, self.texts));
        self.message.set(Some(if offer.is_empty() {
            message
        } else {
            message.offering(words::take(hall, offer, self.texts), whole)
        }));
    }

    /// Free seats near these and with the same properties.
    pub(super) fn nearest(self, hall: &Hall, to: &[SeatNo], kept: &[SeatNo]) -> Vec<SeatNo> {
        self.with_house(hall, |house| choosing::nearest(house, to, kept))
            .unwrap_or_default()
    }

    /// The seats in the current offer, without those already chosen.
    pub(super) fn offered(&self) -> Vec<SeatNo> {
        let chosen = self.selection.with(|selection| selection.seats().to_vec());
        let mut offered = self.message.with(whole_offer);
        offered.retain(|seat| !chosen.contains(seat));
        offered
    }
}

/// The seats that the buyer would have after accepting the offer of a message.
fn whole_offer(message: &Option<BasketMessage>) -> Vec<SeatNo> {
    let offer = message.iter().filter_map(|message| message.offer.as_ref());
    offer.flat_map(|(_, seats)| seats).copied().collect()
}
