//! A made-up buyer: what choosing means where there is no box office. Shorter than the event's own page, which must also ask, wait and
//! be refused.

mod choosing;
mod holding;
mod watching;

use std::sync::Arc;

use app::{
    components::basket::{Choice, Told},
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
    pub choice: RwSignal<Choice>,
    pub told: RwSignal<Option<Told>>,
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
            choice: RwSignal::new(Choice::Nothing),
            told: RwSignal::new(None),
            pending: RwSignal::new(false),
            bookings: RwSignal::new(Vec::new()),
            focus: RwSignal::new(None),
            lost: RwSignal::new((0, Vec::new())),
            tries: StoredValue::new(0),
        }
    }

    /// Which seats the map and the list show as the buyer's.
    pub fn marks(self) -> Marks {
        let picked = self.choice.with(|choice| choice.seats().to_vec());
        let offered = self.told.with(|told| told.as_ref().and_then(|told| told.offer.clone()).map(|(_, seats)| seats));
        Marks {
            pending: self.pending.get(),
            area: self.choice.with(Choice::area),
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
        self.choice.with_untracked(|choice| choice.seats().to_vec())
    }

    fn choose(self, seats: Vec<SeatNo>) {
        self.choice.set(if seats.is_empty() { Choice::Nothing } else { Choice::Seats(seats) });
    }

    fn note(self, sentence: impl Into<String>) {
        self.told.set(Some(Told::note(sentence)));
    }
}
