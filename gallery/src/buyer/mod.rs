//! A simulated buyer: seat selection without a box office. It is simpler than the event page, which
//! also handles requests, waiting and refusals.

mod changes;
mod holds;
mod selection;

use std::sync::Arc;

use domain::{SeatNo, selling::Booking};
use leptos::prelude::*;
use ui::{
    components::basket::{BasketMessage, Selection},
    hall::{Hall, Marks, Tally},
    live::SeatFeed,
};

/// The state of a buyer who chooses seats in a hall.
#[derive(Clone, Copy)]
pub struct GalleryBuyer {
    /// The hall; none while its plan loads.
    pub hall: Signal<Option<Arc<Hall>>>,
    pub feed: SeatFeed,
    pub tally: RwSignal<Option<Tally>>,
    pub selection: RwSignal<Selection>,
    pub message: RwSignal<Option<BasketMessage>>,
    pub pending: RwSignal<bool>,
    pub bookings: RwSignal<Vec<Booking>>,
    /// The focused seat, which the list and the map share.
    pub focus: RwSignal<Option<SeatNo>>,
    /// The seats that another buyer took last, with a counter that increases with each loss.
    lost: RwSignal<(u64, Vec<SeatNo>)>,
    /// The number of searches for adjacent seats.
    tries: StoredValue<u32>,
}

impl GalleryBuyer {
    /// A buyer without a selection.
    pub fn new(hall: Option<Arc<Hall>>) -> Self {
        Self {
            hall: Signal::stored(hall),
            feed: SeatFeed::new(),
            tally: RwSignal::new(None),
            selection: RwSignal::new(Selection::Nothing),
            message: RwSignal::new(None),
            pending: RwSignal::new(false),
            bookings: RwSignal::new(Vec::new()),
            focus: RwSignal::new(None),
            lost: RwSignal::new((0, Vec::new())),
            tries: StoredValue::new(0),
        }
    }

    /// The seats that the map and the list mark for the buyer.
    pub fn marks(self) -> Marks {
        let picked = self.selection.with(|selection| selection.seats().to_vec());
        let offered = self.message.with(|message| {
            message
                .as_ref()
                .and_then(|message| message.offer.clone())
                .map(|(_, seats)| seats)
        });
        Marks {
            pending: self.pending.get(),
            area: self.selection.with(Selection::area),
            yours: self.held(),
            lost: self.lost.with(|(_, seats)| seats.clone()),
            lost_at: self.lost.with(|(at, _)| *at),
            offered: offered
                .unwrap_or_default()
                .into_iter()
                .filter(|seat| !picked.contains(seat))
                .collect(),
            picked,
        }
    }

    /// The seats of pending bookings.
    fn held(self) -> Vec<SeatNo> {
        self.bookings.with(|bookings| {
            bookings
                .iter()
                .flat_map(|booking| &booking.seats)
                .map(|seat| seat.seat)
                .collect()
        })
    }

    fn chosen(self) -> Vec<SeatNo> {
        self.selection
            .with_untracked(|selection| selection.seats().to_vec())
    }

    fn choose(self, seats: Vec<SeatNo>) {
        self.selection.set(if seats.is_empty() {
            Selection::Nothing
        } else {
            Selection::Seats(seats)
        });
    }

    fn note(self, sentence: impl Into<String>) {
        self.message.set(Some(BasketMessage::note(sentence)));
    }
}
