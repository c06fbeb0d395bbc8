//! The items of a booking.

use domain::selling::Booking;
use leptos::prelude::*;
use ui::{format, texts::PlacesTexts};

use crate::{components::seat_place::seat_place, texts::CheckoutTexts};

/// Each seat with its price, and the total.
#[component]
pub(super) fn SeatLines(
    booking: Booking,
    texts: CheckoutTexts,
    places: PlacesTexts,
) -> impl IntoView {
    let lines = booking.seats.iter().map(|seat| {
        let price_type = seat
            .price_type
            .as_ref()
            .map(|chosen| view! { <span class="seat-lines-type">{chosen.name.clone()}</span> });
        view! {
            <tr>
                <th scope="row">{seat_place(seat, places)} " " {price_type}</th>
                <td>{format::money(seat.price)}</td>
            </tr>
        }
    });
    view! {
        <table class="seat-lines">
            <caption class="visually-hidden">{texts.seats()}</caption>
            <tbody>{lines.collect_view()}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{texts.total()}</th>
                    <td>{format::money(booking.total)}</td>
                </tr>
            </tfoot>
        </table>
        <p class="checkout-fees">{texts.fees()}</p>
    }
}
