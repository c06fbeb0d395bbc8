//! The state of the hall island, as the map, the list and the basket read it. The files beside this
//! one change it: `selection`, `together`, `hold`, `losses`, `own_holds` and `stored_selection`.

use std::sync::Arc;

use domain::{
    EventId, SeatNo,
    seating::choosing::House,
    selling::{BestAvailable, Booking, BookingRequest, IdempotencyKey},
};
use leptos::prelude::*;
use ui::{
    components::basket::{BasketEvents, BasketMessage, Selection},
    effect,
    hall::{Hall, LevelSet, Marks, Tally},
    live::{News, SeatFeed},
    texts::BasketTexts,
};

use super::HallOnSale;
use crate::texts::ChoosingTexts;

/// Stands for the price of every level in the filter, so that seats of these levels count as equal.
/// Real levels start at zero.
pub(super) const LOOKED_AT: i64 = -1;

/// The buyer's session on one event's page: selection, holds and messages.
#[derive(Clone, Copy)]
pub(super) struct HallBuyer {
    pub(super) event: EventId,
    pub(super) max_seats: u32,
    /// Whether a selection that leaves an orphan is rejected.
    pub(super) avoid_single_seats: bool,
    pub(super) texts: ChoosingTexts,
    pub(super) basket: BasketTexts,
    pub hall: ReadSignal<Option<Arc<Hall>>>,
    pub feed: SeatFeed,
    pub tally: RwSignal<Option<Tally>>,
    pub selection: RwSignal<Selection>,
    pub pending: RwSignal<bool>,
    /// The buyer's pending bookings for this event. A buyer who returns from the checkout and
    /// chooses more seats has several. Their `expires_in_ms` counts from the start of the page.
    pub bookings: RwSignal<Vec<Booking>>,
    pub message: RwSignal<Option<BasketMessage>>,
    /// The focused seat, shared by the list and the map.
    pub focus: RwSignal<Option<SeatNo>>,
    /// The seats lost last, and when.
    pub(super) lost_lately: RwSignal<(f64, Vec<SeatNo>)>,
    /// The request in progress, or the last one without a response, and its key: repeating it must
    /// not hold seats twice.
    pub(super) asked: StoredValue<Option<(BookingRequest, IdempotencyKey)>>,
    /// The seats that "Find together" chose last, and the request behind them.
    pub(super) found: StoredValue<Option<(Vec<SeatNo>, BestAvailable)>>,
    /// The groups that "Find together" found, for the comparison.
    pub(super) groups: RwSignal<Vec<Vec<SeatNo>>>,
    /// The number of requests for the buyer's bookings. Only the latest response counts.
    pub(super) looks: StoredValue<u32>,
    /// Whether a request for the buyer's bookings is in progress.
    pub(super) looking: StoredValue<bool>,
    /// The seats that another page of this browser is requesting now.
    pub(super) elsewhere: StoredValue<Vec<SeatNo>>,
    /// The number of the buyer's held seats that the live stream does not list as held.
    pub(super) unheld: StoredValue<u32>,
}

impl HallBuyer {
    pub(super) fn new(on_sale: &HallOnSale, hall: ReadSignal<Option<Arc<Hall>>>) -> Self {
        let buyer = Self {
            event: on_sale.event,
            max_seats: on_sale.max_seats,
            avoid_single_seats: on_sale.avoid_single_seats,
            texts: on_sale.choosing,
            basket: on_sale.basket,
            hall,
            feed: SeatFeed::new(),
            tally: RwSignal::new(None),
            selection: RwSignal::new(Selection::Nothing),
            pending: RwSignal::new(false),
            bookings: RwSignal::new(on_sale.bookings.clone()),
            message: RwSignal::new(None),
            focus: RwSignal::new(None),
            lost_lately: RwSignal::new((0.0, Vec::new())),
            asked: StoredValue::new(None),
            found: StoredValue::new(None),
            groups: RwSignal::new(Vec::new()),
            looks: StoredValue::new(0),
            looking: StoredValue::new(false),
            elsewhere: StoredValue::new(Vec::new()),
            unheld: StoredValue::new(0),
        };
        buyer.count();
        buyer.watch_losses();
        buyer.listen_to_other_pages();
        buyer.keep_selection(on_sale.plan_url.as_deref());
        buyer
    }

    /// The buyer's seats, as the map marks them.
    pub(super) fn marks(&self) -> Marks {
        Marks {
            picked: self.selection.with(|selection| selection.seats().to_vec()),
            pending: self.pending.get(),
            area: self.selection.with(Selection::area),
            yours: self.held(),
            lost: self.lost_lately.with(|(_, seats)| seats.clone()),
            lost_at: self.lost_lately.with(|(at, _)| *at as u64),
            offered: self.offered(),
        }
    }

    /// The seats held for this buyer.
    pub(super) fn held(&self) -> Vec<SeatNo> {
        self.bookings.with(|bookings| {
            bookings
                .iter()
                .flat_map(|booking| &booking.seats)
                .map(|seat| seat.seat)
                .collect()
        })
    }

    /// Keeps the counts up to date.
    fn count(self) {
        let mut seen = 0_u64;
        effect(move || {
            let now = self.feed.track();
            let Some(hall) = self.hall.get() else { return };
            let before = std::mem::replace(&mut seen, now);
            let news = if self.tally.with_untracked(Option::is_none) {
                News::All
            } else {
                self.feed.since(before)
            };
            match news {
                News::All => self.tally.set(
                    self.feed
                        .with_statuses(|statuses| Tally::new(&hall, statuses)),
                ),
                News::Seats(seats) if seats.is_empty() => {}
                News::Seats(seats) => self.tally.update(|tally| {
                    if let Some(tally) = tally {
                        seats
                            .into_iter()
                            .for_each(|seat| tally.set(&hall, seat, self.feed.status(seat)));
                    }
                }),
            }
        });
    }

    /// Runs `then` on the seat statuses, as the rules of seat selection see them; none while they
    /// are unknown.
    pub(super) fn with_house<T>(
        self,
        hall: &Hall,
        then: impl FnOnce(&House<'_>) -> T,
    ) -> Option<T> {
        self.with_house_at(hall, LevelSet::default(), then)
    }

    /// Like [`Self::with_house`], with one price for all seats of these levels: [`LOOKED_AT`].
    pub(super) fn with_house_at<T>(
        self,
        hall: &Hall,
        levels: LevelSet,
        then: impl FnOnce(&House<'_>) -> T,
    ) -> Option<T> {
        let price = |seat: SeatNo| {
            hall.level_index(seat).map(|level| {
                if levels.contains(level) {
                    LOOKED_AT
                } else {
                    level as i64
                }
            })
        };
        self.feed
            .with_statuses(|statuses| then(&House::new(hall.index(), statuses, &price)))
    }

    pub(super) fn say(self, note: String) {
        self.message.set(Some(BasketMessage::note(note)));
    }

    /// The handlers of the basket's actions.
    pub(super) fn basket_events(self) -> BasketEvents {
        BasketEvents {
            on_hold: Callback::new(move |()| self.hold()),
            on_remove: Callback::new(move |seat| self.remove(seat)),
            on_clear: Callback::new(move |()| {
                self.selection.set(Selection::Nothing);
                self.message.set(None);
                self.focus.set(None);
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
            on_ended: Callback::new(move |_| self.look_again()),
        }
    }
}
