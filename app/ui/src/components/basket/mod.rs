//! The basket: a slip of paper that grows with the selection, and its button. In a wide window it
//! is in the column beside the map. On a phone it is a bar at the bottom edge; its first line sums
//! up the selection and opens the sheet above it.

mod focus;
mod message;

use std::sync::Arc;

use domain::{AreaIndex, BookingId, Money, SeatNo, selling::Booking};
use leptos::prelude::*;

pub use focus::{focus_on, focus_on_hold};
pub use message::{BasketMessage, Severity};

use focus::Focus;

use super::{countdown::Countdown, fresh_text, fresh_view};
use crate::{
    address::site_path,
    effect, format,
    hall::{Hall, seats_in_words},
    texts::{BasketTexts, CountdownTexts},
};

/// The buyer's selection: seats, or places in one standing area.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing yet.
    #[default]
    Nothing,
    /// These seats.
    Seats(Vec<SeatNo>),
    /// A standing area, and the number of places in it.
    Standing(AreaIndex, u32),
}

impl Selection {
    /// The selection after a tap on a standing area: two places, or fewer if fewer are free or
    /// allowed in one booking.
    #[must_use]
    pub fn standing(area: AreaIndex, free: u32, max_seats: u32) -> Self {
        Self::Standing(area, free.min(max_seats).min(2))
    }

    /// The number of seats or places.
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
        if let Self::Seats(seats) = self {
            seats
        } else {
            &[]
        }
    }

    /// The chosen standing area.
    #[must_use]
    pub fn area(&self) -> Option<AreaIndex> {
        if let Self::Standing(area, _) = self {
            Some(*area)
        } else {
            None
        }
    }

    /// The price of the whole selection.
    #[must_use]
    pub fn total(&self, hall: &Hall) -> Option<Money> {
        match self {
            Self::Nothing => None,
            Self::Seats(seats) => hall.total(seats),
            Self::Standing(area, quantity) => hall
                .area_price(*area)
                .map(|price| Money::new(price.amount * i64::from(*quantity), price.currency)),
        }
    }
}

/// The buyer's actions in the basket, for the page to handle.
#[derive(Clone, Copy)]
pub struct BasketEvents {
    /// Hold the selection.
    pub on_hold: Callback<()>,
    /// Remove this seat from the selection.
    pub on_remove: Callback<SeatNo>,
    /// Clear the selection.
    pub on_clear: Callback<()>,
    /// Set the number of standing places.
    pub on_quantity: Callback<u32>,
    /// Accept an offer: choose exactly these seats.
    pub on_take: Callback<Vec<SeatNo>>,
    /// Release the seats of this booking.
    pub on_release: Callback<BookingId>,
    /// The countdown of this booking reached zero: ask the server for its state.
    pub on_ended: Callback<BookingId>,
}

/// The basket.
#[component]
pub fn Basket(
    /// The hall; none while it loads.
    #[prop(into)]
    hall: Signal<Option<Arc<Hall>>>,
    /// The buyer's selection.
    #[prop(into)]
    selection: Signal<Selection>,
    /// The most seats that can still be chosen.
    max_seats: u32,
    /// Whether a hold of the selection is in progress.
    #[prop(into)]
    pending: Signal<bool>,
    /// The buyer's pending bookings for this event. Their remaining time counts from the page's
    /// request.
    #[prop(into)]
    bookings: Signal<Vec<Booking>>,
    /// The message at the top of the basket.
    #[prop(into)]
    message: Signal<Option<BasketMessage>>,
    /// Whether an empty basket shows a hint.
    #[prop(default = true)]
    inviting: bool,
    /// Whether the sheet with prices and "Find seats together", which a phone has above the basket,
    /// is open; and the label of the line that opens it while nothing is chosen. If left out, there
    /// is no sheet.
    #[prop(optional)]
    sheet: Option<(RwSignal<bool>, String)>,
    /// Handles the buyer's actions.
    events: BasketEvents,
    /// The translated texts.
    texts: BasketTexts,
    /// The texts for the countdown of a hold.
    countdown: CountdownTexts,
) -> impl IntoView {
    // One memo for both values: each type of memo adds half a kilobyte.
    let sum = Memo::new(move |_| {
        let total = |selection: &Selection| {
            hall.with(|hall| hall.as_ref().and_then(|hall| selection.total(hall)))
        };
        selection.with(|selection| (selection.count(), total(selection)))
    });
    let (count, total) = (move || sum.get().0, move || sum.get().1);
    let is_standing = move || selection.with(|selection| selection.area().is_some());
    let button = move || {
        let words = match (is_standing(), pending.get()) {
            (false, false) => texts.hold(count()),
            (false, true) => texts.hold_pending(count()),
            (true, false) => texts.hold_places(count()),
            (true, true) => texts.hold_places_pending(count()),
        };
        with_total(words, " · ", total())
    };
    let said = move || match count() {
        0 => String::new(),
        places if is_standing() => with_total(texts.chosen_places(places), ", ", total()),
        seats => with_total(texts.chosen(seats), ", ", total()),
    };
    let more = sheet.map(|(sheet, words)| {
        let summary = move || match total() {
            None => words.clone(),
            total => {
                let chosen = hall.with(|hall| {
                    hall.as_ref()
                        .map(|hall| selection.with(|selection| chosen_in_words(hall, selection)))
                });
                with_total(chosen.unwrap_or_default(), " · ", total)
            }
        };
        view! {
            <button
                type="button"
                class="basket-more"
                data-testid="basket-more"
                aria-expanded=move || if sheet.get() { "true" } else { "false" }
                on:click=move |_| sheet.update(|is_open| *is_open = !*is_open)
            >
                {fresh_text(summary)}
            </button>
        }
    });
    let open = move || {
        count() > 0
            || message.with(Option::is_some)
            || bookings.with(|bookings| !bookings.is_empty())
    };
    let hint = limit(max_seats, texts);
    let focus = Focus::new();
    effect(move || {
        let _ = (
            selection.get(),
            message.get(),
            bookings.get(),
            pending.get(),
        );
        focus.keep();
    });
    view! {
        <section
            class="basket"
            id="basket"
            data-house="lit"
            data-testid="basket"
            aria-label=texts.choice()
            data-open=move || open().then_some("true")
            tabindex="-1"
            node_ref=focus.of
            on:focusin=move |_| focus.came()
            on:focusout=move |event| focus.left(&event)
        >
            // This element is always in the document, so that screen readers announce what appears
            // in it. They announce it after their current speech: waiting loses nothing here.
            <div class="basket-news" role="status">
                {fresh_view(move || message.get().map(|message| message::view(message, events.on_take)).into_any())}
            </div>
            // Keyed by id, end and total: a countdown goes on while other bookings come and go, and
            // starts again when its end has moved. Another page may have changed the prices.
            <For
                each=move || bookings.get()
                key=|booking| (booking.id, booking.expires_in_ms, booking.total.amount)
                children=move |booking| held(&booking, events, texts, countdown)
            />
            <p class="visually-hidden" role="status">
                {fresh_text(said)}
            </p>
            {more}
            <div class="basket-choice" hidden=move || count() == 0>
                <ul class="basket-lines">{move || lines(hall.get().as_deref(), &selection.get(), max_seats, pending.get(), events, texts)}</ul>
                <div class="basket-act">
                    <button
                        type="button"
                        class="button basket-hold"
                        data-testid="hold-button"
                        // The button is never `disabled`, because it would lose the focus.
                        aria-disabled=move || if pending.get() || count() == 0 { "true" } else { "false" }
                        aria-busy=move || if pending.get() { "true" } else { "false" }
                        on:click=move |_| events.on_hold.run(())
                    >
                        {fresh_text(button)}
                    </button>
                    <button type="button" class="button" data-variant="plain" disabled=pending on:click=move |_| events.on_clear.run(())>
                        {texts.clear()}
                    </button>
                </div>
            </div>
            <p class="basket-hint" hidden=move || open() || !inviting>
                {hint}
            </p>
        </section>
    }
}

/// How many seats the buyer can choose, in words.
#[must_use]
pub fn limit(max_seats: u32, texts: BasketTexts) -> String {
    if max_seats == 0 {
        texts.limit_none()
    } else {
        texts.limit(max_seats)
    }
}

/// "Hold 2 seats · €90"; without a known total, the words alone.
fn with_total(mut words: String, separator: &str, total: Option<Money>) -> String {
    if let Some(total) = total {
        words.push_str(separator);
        words.push_str(&format::money(total));
    }
    words
}

/// Where the chosen places are, in words.
fn chosen_in_words(hall: &Hall, selection: &Selection) -> String {
    match selection {
        Selection::Nothing => String::new(),
        Selection::Seats(seats) => seats_in_words(hall, seats),
        Selection::Standing(area, _) => hall
            .plan()
            .areas
            .get(usize::from(area.0))
            .map(|area| area.name.clone())
            .unwrap_or_default(),
    }
}

/// A line for each chosen seat, or for the standing area.
fn lines(
    hall: Option<&Hall>,
    selection: &Selection,
    max_seats: u32,
    pending: bool,
    events: BasketEvents,
    texts: BasketTexts,
) -> AnyView {
    let Some(hall) = hall else {
        return ().into_any();
    };
    match selection {
        Selection::Nothing => ().into_any(),
        Selection::Seats(seats) => {
            let line = |seat: &SeatNo| {
                let (seat, name) = (*seat, hall.place_name(*seat));
                let leave = texts.leave_out(&name);
                let remarks = hall.remarks(seat);
                let remarks = (!remarks.is_empty())
                    .then(|| view! { <small class="basket-remark">{remarks.join(", ")}</small> });
                view! {
                    <li class="basket-line">
                        <span class="basket-place">{name} {remarks}</span>
                        <span class="basket-price">{hall.price(seat).map(format::money)}</span>
                        <button type="button" class="basket-remove" aria-label=leave disabled=pending on:click=move |_| events.on_remove.run(seat)>
                            "×"
                        </button>
                    </li>
                }
            };
            seats.iter().map(line).collect_view().into_any()
        }
        Selection::Standing(area, quantity) => {
            let (name, quantity) = (
                hall.plan().areas[usize::from(area.0)].name.clone(),
                *quantity,
            );
            let price = hall
                .area_price(*area)
                .map(|price| texts.each(&format::money(price)));
            // These buttons are never `disabled`, because they would lose the focus.
            let step = move |to: u32| {
                let is_off = pending || to == 0 || to > max_seats;
                let press = move |_| {
                    if !is_off {
                        events.on_quantity.run(to);
                    }
                };
                (if is_off { "true" } else { "false" }, press)
            };
            let ((no_less, less), (no_more, more)) =
                (step(quantity.saturating_sub(1)), step(quantity + 1));
            view! {
                <li class="basket-line">
                    <span class="basket-place">{name}</span>
                    <span class="basket-price">{price}</span>
                    <span class="quantity" role="group" aria-label=texts.quantity()>
                        <button type="button" aria-label=texts.quantity_less() aria-disabled=no_less on:click=less>
                            "−"
                        </button>
                        // The basket's status announces the number, with the total.
                        <output aria-live="off" translate="no">{quantity}</output>
                        <button type="button" aria-label=texts.quantity_more() aria-disabled=no_more on:click=more>
                            "+"
                        </button>
                    </span>
                </li>
            }
            .into_any()
        }
    }
}

/// A pending booking, with the links to pay and to release.
fn held(
    booking: &Booking,
    events: BasketEvents,
    texts: BasketTexts,
    countdown: CountdownTexts,
) -> impl IntoView + use<> {
    let seats = booking.seats.len() as u32;
    let id = booking.id;
    let over = RwSignal::new(false);
    let on_end = Callback::new(move |is_over: bool| {
        over.set(is_over);
        if is_over {
            events.on_ended.run(id);
        }
    });
    view! {
        <div class="basket-held">
            <Countdown expires_in_ms=booking.expires_in_ms until=format::deadline(booking.expires_at) seats=seats on_end=on_end texts=countdown />
            <div class="basket-act" hidden=move || over.get()>
                <a class="button" href=site_path(&format!("/checkout/{}", booking.id)) data-testid="to-checkout">
                    {texts.pay(&format::money(booking.total))}
                </a>
                <button type="button" class="button" data-variant="plain" on:click=move |_| events.on_release.run(id)>
                    {texts.give_back()}
                </button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_on_a_standing_area_chooses_no_more_than_a_booking_may_have() {
        let chosen = |free, max_seats| Selection::standing(AreaIndex(0), free, max_seats).count();
        assert_eq!([chosen(900, 10), chosen(900, 1), chosen(1, 10)], [2, 1, 1]);
    }
}
