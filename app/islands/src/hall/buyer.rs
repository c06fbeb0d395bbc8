//! Choosing and holding seats: taps on the map, losses to other buyers, and the server's responses.

use std::sync::Arc;

use domain::{
    AreaIndex, BookingId, EventId, PriceLevelId, SeatNo, SeatStatus,
    seating::choosing::{self, House, Party},
    selling::{AreaQuantity, BestAvailable, Booking, BookingRequest, BookingStatus, IdempotencyKey},
};
use leptos::{prelude::*, task::spawn_local};
use ui::{
    address::site_path,
    components::{
        basket::{BasketEvents, BasketMessage, Selection, limit},
        compare::MOST_COMPARED,
    },
    effect,
    hall::{Hall, LevelSet, Marks, SeatFilter, Tally},
    live::{News, SeatFeed, hold_clock_ms},
    texts::BasketTexts,
};
use wasm_bindgen_futures::JsFuture;

use super::{HallOnSale, load, stored_selection::show_everywhere, words};
use crate::{
    api::{self, CallError},
    go_to,
    texts::ChoosingTexts,
};

/// Stands for the price of every level in the filter, so that seats of these levels count as equal. Real levels start at zero.
const LOOKED_AT: i64 = -1;

/// The buyer's session on one event's page: selection, holds and messages.
#[derive(Clone, Copy)]
pub(super) struct HallBuyer {
    pub(super) event: EventId,
    pub(super) max_seats: u32,
    /// Whether a selection that leaves an orphan is rejected.
    avoid_single_seats: bool,
    pub(super) texts: ChoosingTexts,
    basket: BasketTexts,
    pub hall: ReadSignal<Option<Arc<Hall>>>,
    pub feed: SeatFeed,
    pub tally: RwSignal<Option<Tally>>,
    pub selection: RwSignal<Selection>,
    pub pending: RwSignal<bool>,
    /// The buyer's pending bookings for this event. A buyer who returns from the checkout and chooses more seats has several. Their
    /// `expires_in_ms` counts from the start of the page.
    pub bookings: RwSignal<Vec<Booking>>,
    pub message: RwSignal<Option<BasketMessage>>,
    /// The focused seat, shared by the list and the map.
    pub focus: RwSignal<Option<SeatNo>>,
    /// The seats lost last, and when.
    pub(super) lost_lately: RwSignal<(f64, Vec<SeatNo>)>,
    /// The request in progress, or the last one without a response, and its key: repeating it must not hold seats twice.
    pub(super) asked: StoredValue<Option<(BookingRequest, IdempotencyKey)>>,
    /// The seats that "Find together" chose last, and the request behind them.
    found: StoredValue<Option<(Vec<SeatNo>, BestAvailable)>>,
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
        self.bookings.with(|bookings| bookings.iter().flat_map(|booking| &booking.seats).map(|seat| seat.seat).collect())
    }

    /// Keeps the counts up to date.
    fn count(self) {
        let mut seen = 0_u64;
        effect(move || {
            let now = self.feed.track();
            let Some(hall) = self.hall.get() else { return };
            let before = std::mem::replace(&mut seen, now);
            let news = if self.tally.with_untracked(Option::is_none) { News::All } else { self.feed.since(before) };
            match news {
                News::All => self.tally.set(self.feed.with_statuses(|statuses| Tally::new(&hall, statuses))),
                News::Seats(seats) if seats.is_empty() => {}
                News::Seats(seats) => self.tally.update(|tally| {
                    if let Some(tally) = tally {
                        seats.into_iter().for_each(|seat| tally.set(&hall, seat, self.feed.status(seat)));
                    }
                }),
            }
        });
    }

    /// Runs `then` on the seat statuses, as the rules of seat selection see them; none while they are unknown.
    pub(super) fn with_house<T>(self, hall: &Hall, then: impl FnOnce(&House<'_>) -> T) -> Option<T> {
        self.with_house_at(hall, LevelSet::default(), then)
    }

    /// Like [`Self::with_house`], with one price for all seats of these levels: [`LOOKED_AT`].
    fn with_house_at<T>(self, hall: &Hall, levels: LevelSet, then: impl FnOnce(&House<'_>) -> T) -> Option<T> {
        let price = |seat: SeatNo| hall.level_index(seat).map(|level| if levels.contains(level) { LOOKED_AT } else { level as i64 });
        self.feed.with_statuses(|statuses| then(&House::new(hall.index(), statuses, &price)))
    }

    fn say(self, note: String) {
        self.message.set(Some(BasketMessage::note(note)));
    }

    /// Handles a tap on a seat.
    pub(super) fn pick(self, seat: SeatNo) {
        let Some(hall) = self.hall.get_untracked() else { return };
        if self.pending.get_untracked() {
            return;
        }
        self.focus.set(Some(seat));
        let mut seats = self.selection.with_untracked(|selection| selection.seats().to_vec());
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
            let message = BasketMessage::note(words::not_to_be_had(&hall, seat, status, &near, self.texts));
            let whole = [&seats[..], &near].concat();
            let room = !near.is_empty() && whole.len() <= self.max_seats as usize;
            return self.message.set(Some(if room { message.offering(words::take(&hall, &near, self.texts), whole) } else { message }));
        }
        if seats.len() as u32 >= self.max_seats {
            return self.say(limit(self.max_seats, self.basket));
        }
        seats.push(seat);
        self.message.set(None);
        self.choose(seats);
    }

    /// Chooses seats. Requests a session with the first selection, so that a hold and its retry come from the same buyer.
    fn choose(self, seats: Vec<SeatNo>) {
        let _ = load::begin_session();
        self.selection.set(Selection::Seats(seats));
    }

    fn remove(self, seat: SeatNo) {
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
        let Some(free) = self.tally.with_untracked(|tally| tally.as_ref().map(|tally| tally.area(area))) else {
            return self.say(self.texts.asking_places());
        };
        if self.max_seats == 0 {
            return self.say(limit(0, self.basket));
        }
        if free == 0 {
            return self.say(self.texts.standing());
        }
        let seats = self.selection.with_untracked(|selection| selection.seats().to_vec());
        let back = self.texts.standing_back(seats.len() as u32);
        self.message.set((!seats.is_empty()).then(|| BasketMessage::note(self.texts.standing_seats()).offering(back, seats)));
        let _ = load::begin_session();
        self.selection.update(|selection| match selection {
            Selection::Standing(chosen, _) if *chosen == area => *selection = Selection::Nothing,
            _ => *selection = Selection::standing(area, free, self.max_seats),
        });
    }

    /// Chooses good seats for a party among those that the filter shows. Holds nothing yet. Returns whether it found any.
    pub(super) fn find(self, size: u32, filter: SeatFilter, section: Option<usize>) -> bool {
        let Some(hall) = self.hall.get_untracked().filter(|_| !self.pending.get_untracked()) else { return false };
        let SeatFilter { levels, accessible } = filter;
        let party = Party { size, accessible, price: (!levels.is_empty()).then_some(LOOKED_AT), section };
        let find = |house: &House<'_>| choosing::candidates(house, &hall.category_ranks(), party, js_sys::Math::random(), MOST_COMPARED);
        let groups = self.with_house_at(&hall, levels, find).unwrap_or_default();
        let found = groups.first().cloned();
        self.groups.set(groups);
        let message = match &found {
            Some(seats) => BasketMessage::note(words::found(&hall, seats, self.texts)),
            None => BasketMessage::note(words::not_together(size, section.is_some() || !filter.is_all(), self.texts)),
        };
        self.message.set(Some(message));
        let is_found = found.is_some();
        if let Some(seats) = found {
            // The map centres on the middle seat.
            self.focus.set(seats.get(seats.len() / 2).copied());
            let section = section.and_then(|section| hall.plan().sections.get(section)).map(|section| section.name.clone());
            let wish = |price_level| BestAvailable { quantity: size, section, price_level, accessible: accessible.then_some(true) };
            let wish = if levels.is_empty() { Some(wish(None)) } else { level_of_all(&hall, &seats).map(|level| wish(Some(level))) };
            self.found.set_value(wish.map(|wish| (seats.clone(), wish)));
            self.choose(seats);
        }
        is_found
    }

    /// Chooses another of the found groups, and shows it.
    pub(super) fn take_group(self, seats: Vec<SeatNo>) {
        if self.pending.get_untracked() {
            return;
        }
        self.message.set(None);
        self.focus.set(seats.get(seats.len() / 2).copied());
        self.choose(seats);
    }

    /// Explains a selection that leaves an orphan and offers a fix, if this event requires it. Runs only before a hold and not at each tap,
    /// because a buyer who chooses two seats has only one of them for a moment.
    fn explained_orphans(self) -> bool {
        let Some(hall) = self.hall.get_untracked().filter(|_| self.avoid_single_seats) else { return false };
        let chosen = self.selection.with_untracked(|selection| selection.seats().to_vec());
        let found = self.with_house(&hall, |house| choosing::leaves_orphan(house, &chosen)).flatten();
        if let Some(found) = &found {
            self.explain_orphans(&hall, &chosen, &found.orphans, found.instead.clone());
        }
        found.is_some()
    }

    pub(super) fn explain_orphans(self, hall: &Hall, chosen: &[SeatNo], orphans: &[SeatNo], instead: Vec<SeatNo>) {
        let (sentence, button) = words::leaves_orphan(hall, chosen, orphans, &instead, self.texts);
        self.message.set(Some(BasketMessage::note(sentence).offering(button, instead)));
        self.focus.set(orphans.first().copied());
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

    fn request(&self) -> Option<BookingRequest> {
        match self.selection.get_untracked() {
            Selection::Nothing => None,
            Selection::Seats(seats) => {
                // Only seats from "Find together" may be replaced, never seats that the buyer tapped.
                let wish = self.found.with_value(|found| found.clone().filter(|(found, _)| *found == seats).map(|(_, wish)| wish));
                Some(BookingRequest::seats_or(seats, wish))
            }
            Selection::Standing(area, quantity) => {
                let hall = self.hall.get_untracked()?;
                let area = hall.plan().areas.get(usize::from(area.0))?.id.clone();
                Some(BookingRequest::area(AreaQuantity { area, quantity }))
            }
        }
    }

    /// Requests a hold of the selection.
    fn hold(self) {
        let Some(request) = self.request() else { return };
        if self.pending.get_untracked() || self.explained_orphans() {
            return;
        }
        let known = self.asked.with_value(|asked| asked.clone().filter(|(before, _)| *before == request).map(|(_, key)| key));
        let Some(key) = known.or_else(new_key) else { return };
        self.asked.set_value(Some((request.clone(), key.clone())));
        self.pending.set(true);
        self.message.set(None);
        let seats = self.selection.with_untracked(|selection| selection.seats().to_vec());
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
                    let is_other = !seats.is_empty() && held.iter().any(|seat| !seats.contains(seat));
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
                        // The server held other seats. The buyer reads which, and then pays for them or releases them.
                        Some(hall) => self.message.set(Some(BasketMessage::note(words::instead(&hall, &seats, &held, total, self.texts)))),
                        None => go_to(&to),
                    }
                }
                Err(error) => self.refused(&error),
            }
        });
    }

    fn release(self, booking: BookingId) {
        spawn_local(async move {
            let message = match api::release(booking).await {
                Ok(()) => {
                    self.bookings.try_update(|bookings| bookings.retain(|held| held.id != booking));
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

/// The price level of seats that share one. A request for best seats names at most one level, so seats of several levels have none.
fn level_of_all(hall: &Hall, seats: &[SeatNo]) -> Option<PriceLevelId> {
    let first = hall.level_index(*seats.first()?)?;
    let is_same = seats.iter().all(|seat| hall.level_index(*seat) == Some(first));
    hall.levels().get(first).filter(|_| is_same).map(|level| level.id)
}

/// A new idempotency key. Keys are unique per buyer, so the time and 53 random bits suffice.
fn new_key() -> Option<IdempotencyKey> {
    let random = (js_sys::Math::random() * (1_u64 << 53) as f64) as u64;
    format!("{:x}-{random:x}", js_sys::Date::now() as u64).parse().ok()
}
