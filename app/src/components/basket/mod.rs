//! The basket: a slip of paper at the bottom edge that grows with what is chosen, and its one button.

mod focus;
mod told;

use std::sync::Arc;

use domain::{AreaIndex, BookingId, Money, SeatNo, selling::Booking};
use leptos::prelude::*;

pub use told::{Told, Word};

use focus::Focus;

use super::{countdown::Countdown, seat_map::Hall};
use crate::format;

/// What is chosen: seats, or places in one standing area.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choice {
    /// Nothing yet.
    #[default]
    Nothing,
    /// These seats.
    Seats(Vec<SeatNo>),
    /// So many places in an area.
    Standing(AreaIndex, u32),
}

impl Choice {
    /// How many places.
    #[must_use]
    pub fn count(&self) -> u32 {
        match self {
            Self::Nothing => 0,
            Self::Seats(seats) => seats.len() as u32,
            Self::Standing(_, quantity) => *quantity,
        }
    }

    /// The chosen seats.
    #[must_use]
    pub fn seats(&self) -> &[SeatNo] {
        if let Self::Seats(seats) = self { seats } else { &[] }
    }

    /// The chosen standing area.
    #[must_use]
    pub fn area(&self) -> Option<AreaIndex> {
        if let Self::Standing(area, _) = self { Some(*area) } else { None }
    }

    /// What all of it costs.
    #[must_use]
    pub fn total(&self, hall: &Hall) -> Option<Money> {
        match self {
            Self::Nothing => None,
            Self::Seats(seats) => hall.total(seats),
            Self::Standing(area, quantity) => {
                hall.area_price(*area).map(|price| Money::new(price.amount * i64::from(*quantity), price.currency))
            }
        }
    }
}

/// What is asked of the basket's page.
#[derive(Clone, Copy)]
pub struct BasketEvents {
    /// Hold what is chosen.
    pub on_hold: Callback<()>,
    /// Leave this seat out.
    pub on_remove: Callback<SeatNo>,
    /// Leave everything out.
    pub on_clear: Callback<()>,
    /// So many standing places.
    pub on_quantity: Callback<u32>,
    /// Choose what was offered: these seats and no others.
    pub on_take: Callback<Vec<SeatNo>>,
    /// Give the seats of this booking back.
    pub on_release: Callback<BookingId>,
    /// The hold of this booking is over.
    pub on_ended: Callback<BookingId>,
}

/// The basket.
#[component]
pub fn Basket(
    /// The hall; none while it is on its way.
    #[prop(into)]
    hall: Signal<Option<Arc<Hall>>>,
    /// What is chosen.
    #[prop(into)]
    choice: Signal<Choice>,
    /// The most that may be chosen.
    max_seats: u32,
    /// What is chosen is being held at this moment.
    #[prop(into)]
    pending: Signal<bool>,
    /// The buyer's pending bookings for this event. What is left of them counts from when the page was asked for.
    #[prop(into)]
    bookings: Signal<Vec<Booking>>,
    /// What there is to say.
    #[prop(into)]
    told: Signal<Option<Told>>,
    /// Whether an empty basket asks to be filled.
    #[prop(default = true)]
    inviting: bool,
    /// What the buyer wants.
    events: BasketEvents,
) -> impl IntoView {
    let count = Memo::new(move |_| choice.with(Choice::count));
    let total = Memo::new(move |_| hall.with(|hall| hall.as_ref().and_then(|hall| choice.with(|choice| choice.total(hall)))));
    let places = move || if choice.with(|choice| matches!(choice, Choice::Standing(..))) { ("place", "places") } else { ("seat", "seats") };
    let button = move || {
        let (one, many) = places();
        let what = format::count(count.get(), one, many);
        let verb = if pending.get() { "Holding" } else { "Hold" };
        total.get().map_or_else(|| format!("{verb} {what}"), |total| format!("{verb} {what} · {total}"))
    };
    let said = move || {
        let (one, many) = places();
        let total = total.get().map_or_else(String::new, |total| format!(", {total}"));
        (count.get() > 0).then(|| format!("{} chosen{total}", format::count(count.get(), one, many)))
    };
    let open = move || count.get() > 0 || told.with(Option::is_some) || bookings.with(|bookings| !bookings.is_empty());
    let focus = Focus::new();
    Effect::new(move |_| {
        let _ = (choice.get(), told.get(), bookings.get(), pending.get());
        focus.keep();
    });
    view! {
        <section
            class="basket"
            data-house="lit"
            data-testid="basket"
            aria-label="Your choice"
            data-open=move || open().then_some("true")
            tabindex="-1"
            node_ref=focus.of
            on:focusin=move |_| focus.came()
            on:focusout=move |event| focus.left(&event)
        >
            // Always there, so that what comes into it is read out; when there is a pause, as nothing here is lost by waiting.
            <div class="basket-news" role="status">
                {move || told.get().map(|told| told::view(told, events.on_take))}
            </div>
            // By number: the time that a booking has left is counted on while others come and go.
            <For each=move || bookings.get() key=|booking| booking.id children=move |booking| held(&booking, events) />
            <p class="visually-hidden" role="status">
                {said}
            </p>
            <div class="basket-choice" hidden=move || count.get() == 0>
                <ul class="basket-lines">{move || lines(hall.get().as_deref(), &choice.get(), max_seats, pending.get(), events)}</ul>
                <div class="basket-act">
                    <button
                        type="button"
                        class="button basket-hold"
                        data-testid="hold-button"
                        // Not `disabled`: who has the focus on it would lose it.
                        aria-disabled=move || if pending.get() || count.get() == 0 { "true" } else { "false" }
                        aria-busy=move || if pending.get() { "true" } else { "false" }
                        on:click=move |_| events.on_hold.run(())
                    >
                        {button}
                    </button>
                    <button type="button" class="button" data-variant="plain" disabled=pending on:click=move |_| events.on_clear.run(())>
                        "Clear"
                    </button>
                </div>
            </div>
            <p class="basket-hint" hidden=move || open() || !inviting>
                {format!("Choose up to {}.", format::count(max_seats, "seat", "seats"))}
            </p>
        </section>
    }
}

/// The lines of what is chosen.
fn lines(hall: Option<&Hall>, choice: &Choice, max_seats: u32, pending: bool, events: BasketEvents) -> AnyView {
    let Some(hall) = hall else { return ().into_any() };
    match choice {
        Choice::Nothing => ().into_any(),
        Choice::Seats(seats) => {
            let line = |seat: &SeatNo| {
                let (seat, name) = (*seat, hall.place_name(*seat));
                let leave = format!("Leave out {name}");
                let remarks = hall.remarks(seat);
                let remarks = (!remarks.is_empty()).then(|| view! { <small class="basket-remark">{remarks.join(", ")}</small> });
                view! {
                    <li class="basket-line">
                        <span class="basket-place">{name} {remarks}</span>
                        <span class="basket-price">{hall.price(seat).map(|price| price.to_string())}</span>
                        <button type="button" class="basket-remove" aria-label=leave disabled=pending on:click=move |_| events.on_remove.run(seat)>
                            "×"
                        </button>
                    </li>
                }
            };
            seats.iter().map(line).collect_view().into_any()
        }
        Choice::Standing(area, quantity) => {
            let (name, quantity) = (hall.plan().areas[usize::from(area.0)].name.clone(), *quantity);
            let price = hall.area_price(*area).map(|price| format!("{price} each"));
            view! {
                <li class="basket-line">
                    <span class="basket-place">{name}</span>
                    <span class="basket-price">{price}</span>
                    <span class="quantity" role="group" aria-label="How many">
                        <button type="button" aria-label="One less" disabled={pending || quantity <= 1} on:click=move |_| events.on_quantity.run(quantity - 1)>
                            "−"
                        </button>
                        <output aria-live="polite">{quantity}</output>
                        <button type="button" aria-label="One more" disabled={pending || quantity >= max_seats} on:click=move |_| events.on_quantity.run(quantity + 1)>
                            "+"
                        </button>
                    </span>
                </li>
            }
            .into_any()
        }
    }
}

/// What the buyer holds already, with the way to pay.
fn held(booking: &Booking, events: BasketEvents) -> impl IntoView + use<> {
    let what = format::count(booking.seats.len() as u32, "seat", "seats");
    let id = booking.id;
    let over = RwSignal::new(false);
    let on_end = Callback::new(move |()| {
        over.set(true);
        events.on_ended.run(id);
    });
    view! {
        <div class="basket-held">
            <Countdown expires_in_ms=booking.expires_in_ms until=format::clock_utc(booking.expires_at) what=what on_end=on_end />
            <div class="basket-act" hidden=move || over.get()>
                <a class="button" href=format!("/checkout/{}", booking.id) data-testid="to-checkout">
                    {format!("Pay {}", booking.total)}
                </a>
                <button type="button" class="button" data-variant="plain" on:click=move |_| events.on_release.run(id)>
                    "Give back"
                </button>
            </div>
        </div>
    }
}
