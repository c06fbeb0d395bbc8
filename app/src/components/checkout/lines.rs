//! What one pays for.

use domain::selling::Booking;
use leptos::prelude::*;

use crate::components::seat_map::in_words;

/// Each seat with its price, and the total.
#[component]
pub(super) fn SeatLines(booking: Booking) -> impl IntoView {
    let lines = booking.seats.iter().map(|seat| {
        let price_type = seat.price_type.as_ref().map(|chosen| view! { <span class="seat-lines-type">{chosen.name.clone()}</span> });
        view! {
            <tr>
                <th scope="row">{in_words(&seat.section, &seat.row, &seat.number)} " " {price_type}</th>
                <td>{seat.price.to_string()}</td>
            </tr>
        }
    });
    view! {
        <table class="seat-lines">
            <caption class="visually-hidden">"What you pay for"</caption>
            <tbody>{lines.collect_view()}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">"Total"</th>
                    <td>{booking.total.to_string()}</td>
                </tr>
            </tfoot>
        </table>
        <p class="checkout-fees">"This is all you pay: no fees are added."</p>
    }
}
