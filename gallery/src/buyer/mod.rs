//! A made-up buyer: what choosing means where there is no box office. Shorter than the event's own page, which must also ask, wait and
//! be refused.

mod changes;
mod holds;
mod selection;

use std::sync::Arc;

use app::{
    components::basket::{BasketMessage, Selection},
    hall::{Hall, Marks, Tally},
    live::SeatFeed,
};
use domain::{SeatNo, selling::Booking};
use leptos::prelude::*;

/// One who looks at a hall and chooses.
#[derive(Clone, Copy)]
pub struct GalleryBuyer {
    /// None while it is on its way.
    pub hall: Signal<Option<Arc<Hall>>>,
    pub feed: SeatFeed,
    pub tally: RwSignal<Option<Tally>>,
    pub selection: RwSignal<Selection>,
    pub message: RwSignal<Option<BasketMessage>>,
    pub pending: RwSignal<bool>,
    pub bookings: RwSignal<Vec<Booking>>,
    /// The seat that is looked at: the list and the map show each other's.
    pub focus: RwSignal<Option<SeatNo>>,
    /// What someone else got last.
    /// What was lost last, and a number that rises with each loss.
    lost: RwSignal<(u64, Vec<SeatNo>)>,
    /// How often seats together were looked for.
    tries: StoredValue<u32>,
}

impl GalleryBuyer {
    /// One who has chosen nothing yet.
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

    /// Which seats the map and the list show as the buyer's.
    pub fn marks(self) -> Marks {
        let picked = self.selection.with(|selection| selection.seats().to_vec());
        let offered = self.message.with(|message| message.as_ref().and_then(|message| message.offer.clone()).map(|(_, seats)| seats));
        Marks {
            pending: self.pending.get(),
            area: self.selection.with(Selection::area),
            yours: self.held(),
            lost: self.lost.with(|(_, seats)| seats.clone()),
            lost_at: self.lost.with(|(at, _)| *at),
            offered: offered.unwrap_or_default().into_iter().filter(|seat| !picked.contains(seat)).collect(),
            picked,
        }
    }

    /// What pending bookings hold.
    fn held(self) -> Vec<SeatNo> {
        self.bookings.with(|bookings| bookings.iter().flat_map(|booking| &booking.seats).map(|seat| seat.seat).collect())
    }

    fn chosen(self) -> Vec<SeatNo> {
        self.selection.with_untracked(|selection| selection.seats().to_vec())
    }

    fn choose(self, seats: Vec<SeatNo>) {
        self.selection.set(if seats.is_empty() { Selection::Nothing } else { Selection::Seats(seats) });
    }

    fn note(self, sentence: impl Into<String>) {
        self.message.set(Some(BasketMessage::note(sentence)));
    }
}
