//! Choosing and holding: what a tap on the map means, what happens when someone else was faster, and what the box office answers.

use std::sync::Arc;

use domain::{
    AreaIndex, BookingId, EventId, ProblemCode, SeatNo, SeatStatus,
    catalogue::EventDetail,
    choosing::{self, House, Party},
    selling::{AreaQuantity, Booking, BookingRequest, IdempotencyKey},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{sentence, words};
use crate::{
    api,
    components::{
        basket::{BasketEvents, Choice, Told},
        seat_map::{Hall, Marks, SeatFilter, Tally},
    },
    error::AppError,
    format,
    live::{News, SeatFeed, now_ms},
};

/// What is lost within so short a time is told in one sentence.
const ONE_BREATH_MS: f64 = 3_000.0;

/// Goes to another page.
type Go = Box<dyn Fn(&str) + Send + Sync>;

/// The buyer's side of one event's page.
#[derive(Clone, Copy)]
pub(super) struct Buying {
    event: EventId,
    max_seats: u32,
    /// Whether a choice that leaves a single seat is refused.
    avoid_single_seats: bool,
    pub hall: ReadSignal<Option<Arc<Hall>>>,
    pub feed: SeatFeed,
    pub tally: RwSignal<Option<Tally>>,
    pub choice: RwSignal<Choice>,
    pub pending: RwSignal<bool>,
    /// The buyer's pending bookings for this event: whoever comes back from paying and chooses more has another.
    pub bookings: RwSignal<Vec<Booking>>,
    /// Those of them whose time is over: what they held is no longer the buyer's.
    ended: RwSignal<Vec<BookingId>>,
    pub told: RwSignal<Option<Told>>,
    /// The seat that is looked at: the list and the map show each other's.
    pub focus: RwSignal<Option<SeatNo>>,
    /// What was lost last, and when.
    lost_lately: RwSignal<(f64, Vec<SeatNo>)>,
    /// The request under way or last failed without an answer, and its key: the same again must not hold twice.
    asked: StoredValue<Option<(BookingRequest, IdempotencyKey)>>,
    go: StoredValue<Go>,
}

impl Buying {
    pub(super) fn new(event: &EventDetail, hall: ReadSignal<Option<Arc<Hall>>>, bookings: Vec<Booking>) -> Self {
        let navigate = use_navigate();
        let buying = Self {
            event: event.summary.id,
            max_seats: event.max_seats,
            avoid_single_seats: event.avoid_single_seats,
            hall,
            feed: SeatFeed::new(),
            tally: RwSignal::new(None),
            choice: RwSignal::new(Choice::Nothing),
            pending: RwSignal::new(false),
            bookings: RwSignal::new(bookings),
            ended: RwSignal::new(Vec::new()),
            told: RwSignal::new(None),
            focus: RwSignal::new(None),
            lost_lately: RwSignal::new((0.0, Vec::new())),
            asked: StoredValue::new(None),
            go: StoredValue::new(Box::new(move |to: &str| navigate(to, NavigateOptions::default()))),
        };
        buying.count();
        buying.mind_losses();
        buying
    }

    /// Which seats the map shows as the buyer's.
    pub(super) fn marks(&self) -> Marks {
        Marks {
            picked: self.choice.with(|choice| choice.seats().to_vec()),
            pending: self.pending.get(),
            area: self.choice.with(Choice::area),
            yours: self.held(),
            lost: self.lost_lately.with(|(_, seats)| seats.clone()),
            offered: self.offered(),
        }
    }

    /// The seats that are held for this buyer.
    pub(super) fn held(&self) -> Vec<SeatNo> {
        let ended = self.ended.get();
        self.bookings.with(|bookings| {
            let running = bookings.iter().filter(|booking| !ended.contains(&booking.id));
            running.flat_map(|booking| &booking.seats).map(|seat| seat.seat).collect()
        })
    }

    /// The seats that are offered at this moment, without those that are chosen already.
    fn offered(&self) -> Vec<SeatNo> {
        let chosen = self.choice.with(|choice| choice.seats().to_vec());
        self.told.with(|told| {
            let offer = told.iter().filter_map(|told| told.offer.as_ref());
            offer.flat_map(|(_, seats)| seats).filter(|seat| !chosen.contains(seat)).copied().collect()
        })
    }

    /// Keeps the counts up to date.
    fn count(self) {
        let seen = StoredValue::new(0_u64);
        Effect::new(move |_| {
            let now = self.feed.track();
            let Some(hall) = self.hall.get() else { return };
            let before = seen.get_value();
            seen.set_value(now);
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

    /// Takes chosen seats that someone else got out of the choice, and says so.
    fn mind_losses(self) {
        Effect::new(move |_| {
            let _ = self.feed.track();
            if self.pending.get_untracked() || !self.feed.known() {
                return;
            }
            let chosen = self.choice.with_untracked(|choice| choice.seats().to_vec());
            let (kept, lost): (Vec<_>, Vec<_>) = chosen.into_iter().partition(|seat| self.feed.status(*seat) == SeatStatus::Available);
            if !lost.is_empty() {
                self.lost(kept, &lost, None);
            }
        });
    }

    /// What the rules of choosing look at; none while it is not known.
    fn with_house<T>(self, hall: &Hall, then: impl FnOnce(&House<'_>) -> T) -> Option<T> {
        let price = |seat: SeatNo| hall.level_index(seat).map(|level| level as i64);
        self.feed.with_statuses(|statuses| then(&House::new(hall.index(), statuses, &price)))
    }

    /// Free seats such as these, and near them.
    fn nearest(self, hall: &Hall, to: &[SeatNo], kept: &[SeatNo]) -> Vec<SeatNo> {
        self.with_house(hall, |house| choosing::nearest(house, to, kept)).unwrap_or_default()
    }

    /// Says which seats are gone and offers others: those that the box office names, or the nearest.
    fn lost(self, kept: Vec<SeatNo>, lost: &[SeatNo], alternatives: Option<Vec<SeatNo>>) {
        let Some(hall) = self.hall.get_untracked() else { return };
        let now = now_ms();
        let (at, mut all) = self.lost_lately.get_untracked();
        if now - at > ONE_BREATH_MS {
            all.clear();
        }
        all.extend(lost.iter().filter(|seat| !all.contains(seat)).copied().collect::<Vec<_>>());
        self.lost_lately.set((now, all.clone()));
        let offer = alternatives.unwrap_or_else(|| self.nearest(&hall, &all, &kept));
        let whole: Vec<_> = kept.iter().chain(&offer).copied().take(self.max_seats as usize).collect();
        let told = Told::trouble(words::lost(&hall, &all, &offer));
        let told = if offer.is_empty() { told } else { told.offering(words::take(&hall, &offer), whole) };
        self.told.set(Some(told));
        self.choice.set(if kept.is_empty() { Choice::Nothing } else { Choice::Seats(kept) });
    }

    /// A tap on a seat.
    pub(super) fn pick(self, seat: SeatNo) {
        let Some(hall) = self.hall.get_untracked() else { return };
        if self.pending.get_untracked() {
            return;
        }
        self.focus.set(Some(seat));
        let mut seats = self.choice.with_untracked(|choice| choice.seats().to_vec());
        if seats.contains(&seat) {
            return self.remove(seat);
        }
        if untrack(|| self.held()).contains(&seat) {
            return self.told.set(Some(Told::note(format!("You hold {} already.", hall.place_name(seat)))));
        }
        let name = hall.place_name(seat);
        if !self.feed.known() {
            return self.told.set(Some(Told::note("We are asking which seats are free. A moment, please.")));
        }
        let status = self.feed.status(seat);
        if hall.level_index(seat).is_none() || status == SeatStatus::Blocked {
            return self.told.set(Some(Told::note(format!("{name} is not for sale."))));
        }
        if status != SeatStatus::Available {
            let near = self.nearest(&hall, &[seat], &seats);
            let what = if status == SeatStatus::Held { "is held by someone else; it may yet come back." } else { "is sold." };
            let told = Told::note(words::not_to_be_had(&hall, seat, what, &near));
            let whole = [&seats[..], &near].concat();
            let room = !near.is_empty() && whole.len() <= self.max_seats as usize;
            return self.told.set(Some(if room { told.offering(words::take(&hall, &near), whole) } else { told }));
        }
        if seats.len() as u32 >= self.max_seats {
            return self
                .told
                .set(Some(Told::note(format!("One booking can have up to {}.", format::count(self.max_seats, "seat", "seats")))));
        }
        seats.push(seat);
        self.told.set(None);
        self.choice.set(Choice::Seats(seats));
    }

    fn remove(self, seat: SeatNo) {
        self.choice.update(|choice| {
            if let Choice::Seats(seats) = choice {
                seats.retain(|chosen| *chosen != seat);
                if seats.is_empty() {
                    *choice = Choice::Nothing;
                }
            }
        });
        self.told.set(None);
    }

    /// A tap on a standing area.
    pub(super) fn pick_area(self, area: AreaIndex) {
        if self.pending.get_untracked() {
            return;
        }
        let free = self.tally.with_untracked(|tally| tally.as_ref().map_or(0, |tally| tally.area(area)));
        if free == 0 {
            return self.told.set(Some(Told::note("No standing place is free here at the moment.")));
        }
        let seats = self.choice.with_untracked(|choice| choice.seats().to_vec());
        let note = "One booking is for seats or for standing places; your seats were left out.";
        let back = format!("Back to {}", format::count(seats.len() as u32, "seat", "seats"));
        self.told.set((!seats.is_empty()).then(|| Told::note(note).offering(back, seats)));
        self.choice.update(|choice| match choice {
            Choice::Standing(chosen, _) if *chosen == area => *choice = Choice::Nothing,
            _ => *choice = Choice::Standing(area, free.min(2)),
        });
    }

    /// Chooses good seats for a party, of those that are looked at, and shows them. Nothing is held yet.
    pub(super) fn find(self, size: u32, filter: SeatFilter) {
        let Some(hall) = self.hall.get_untracked() else { return };
        if self.pending.get_untracked() {
            return;
        }
        let party = Party { size, accessible: filter.accessible, price: filter.level.map(|level| level as i64) };
        let found = self.with_house(&hall, |house| choosing::together(house, party, js_sys::Math::random())).flatten();
        let told = match &found {
            Some(seats) => Told::note(words::found(&hall, seats)),
            None => Told::note(words::not_together(size, !filter.is_all())),
        };
        self.told.set(Some(told));
        if let Some(seats) = found {
            self.focus.set(seats.first().copied());
            self.choice.set(Choice::Seats(seats));
        }
    }

    /// Explains a choice that leaves a single seat, with one tap to mend it, where this event asks for it. Said when the choice is made
    /// and not at each tap: on the way to two seats together there is always a moment with one.
    fn explained_single(self) -> bool {
        let Some(hall) = self.hall.get_untracked().filter(|_| self.avoid_single_seats) else { return false };
        let chosen = self.choice.with_untracked(|choice| choice.seats().to_vec());
        let found = self.with_house(&hall, |house| choosing::leaves_single(house, &chosen)).flatten();
        if let Some(found) = &found {
            self.tell_single(&hall, &chosen, &found.single, found.instead.clone());
        }
        found.is_some()
    }

    fn tell_single(self, hall: &Hall, chosen: &[SeatNo], single: &[SeatNo], instead: Vec<SeatNo>) {
        let (sentence, button) = words::leaves_single(hall, chosen, single, &instead);
        self.told.set(Some(Told::note(sentence).offering(button, instead)));
        self.focus.set(single.first().copied());
    }

    /// What the basket asks for.
    pub(super) fn basket_events(self) -> BasketEvents {
        BasketEvents {
            on_hold: Callback::new(move |()| self.hold()),
            on_remove: Callback::new(move |seat| self.remove(seat)),
            on_clear: Callback::new(move |()| {
                self.choice.set(Choice::Nothing);
                self.told.set(None);
                self.focus.set(None);
            }),
            on_quantity: Callback::new(move |quantity| {
                self.choice.update(|choice| {
                    if let Choice::Standing(_, chosen) = choice {
                        *chosen = quantity;
                    }
                });
            }),
            on_take: Callback::new(move |seats: Vec<SeatNo>| {
                self.told.set(None);
                self.focus.set(seats.last().copied());
                self.choice.set(Choice::Seats(seats));
            }),
            on_release: Callback::new(move |booking| self.release(booking)),
            on_ended: Callback::new(move |booking| {
                // The map goes back to what is; the sentence of the countdown stays to be read.
                self.ended.update(|ended| ended.push(booking));
                set_timeout(move || self.forget(booking), std::time::Duration::from_secs(20));
            }),
        }
    }

    fn request(&self) -> Option<BookingRequest> {
        match self.choice.get_untracked() {
            Choice::Nothing => None,
            Choice::Seats(seats) => Some(BookingRequest::seats(seats)),
            Choice::Standing(area, quantity) => {
                let hall = self.hall.get_untracked()?;
                let area = hall.plan().areas.get(usize::from(area.0))?.id.clone();
                Some(BookingRequest::area(AreaQuantity { area, quantity }))
            }
        }
    }

    /// Asks the box office to hold what is chosen.
    fn hold(self) {
        let Some(request) = self.request() else { return };
        if self.pending.get_untracked() || self.explained_single() {
            return;
        }
        let known = self.asked.with_value(|asked| asked.clone().filter(|(before, _)| *before == request).map(|(_, key)| key));
        let Some(key) = known.or_else(new_key) else { return };
        self.asked.set_value(Some((request.clone(), key.clone())));
        self.pending.set(true);
        self.told.set(None);
        spawn_local(async move {
            let answer = api::hold(self.event, request, key).await;
            if self.pending.try_set(false).is_some() {
                // The page is gone.
                return;
            }
            match answer {
                Ok(booking) => {
                    self.asked.set_value(None);
                    let to = format!("/checkout/{}", booking.id);
                    self.choice.set(Choice::Nothing);
                    self.bookings.update(|bookings| bookings.push(booking));
                    self.go.with_value(|go| go(&to));
                }
                Err(error) => self.refused(&error),
            }
        });
    }

    fn refused(self, AppError(problem): &AppError) {
        // Without an answer nobody knows: the same key is sent again. With one, the next try is another.
        if !matches!(problem.code, ProblemCode::Busy | ProblemCode::Internal | ProblemCode::RequestInProgress) {
            self.asked.set_value(None);
        }
        let seats = |name: &str| -> Vec<SeatNo> {
            let numbers = problem.more.get(name).and_then(|value| value.as_array());
            numbers.into_iter().flatten().filter_map(|number| Some(SeatNo(number.as_u64()? as u32))).collect()
        };
        let lost = seats("seats");
        if problem.code == ProblemCode::SeatsTaken && !lost.is_empty() {
            let chosen = self.choice.with_untracked(|choice| choice.seats().to_vec());
            let count = chosen.len();
            let kept: Vec<_> = chosen.into_iter().filter(|seat| !lost.contains(seat)).collect();
            let alternatives = seats("alternatives");
            // Others for all of them, or for the lost ones alone.
            let whole = alternatives.len() == count && count > lost.len();
            self.lost(if whole { Vec::new() } else { kept }, &lost, Some(alternatives).filter(|seats| !seats.is_empty()));
        } else if let (ProblemCode::LeavesSingleSeat, Some(hall)) = (problem.code, self.hall.get_untracked()) {
            // What the box office knows was newer.
            let chosen = self.choice.with_untracked(|choice| choice.seats().to_vec());
            self.tell_single(&hall, &chosen, &lost, seats("alternatives"));
        } else {
            self.told.set(Some(Told::trouble(sentence(problem))));
        }
    }

    fn forget(self, booking: BookingId) {
        self.bookings.try_update(|bookings| bookings.retain(|held| held.id != booking));
    }

    fn release(self, booking: BookingId) {
        spawn_local(async move {
            let told = match api::release(booking).await {
                Ok(_) => {
                    self.forget(booking);
                    Told::note("The seats are back on the plan. Nothing was charged.")
                }
                Err(AppError(problem)) => Told::trouble(sentence(&problem)),
            };
            self.told.try_set(Some(told));
        });
    }
}

/// A key that nobody has used.
fn new_key() -> Option<IdempotencyKey> {
    uuid::Uuid::now_v7().to_string().parse().ok()
}
