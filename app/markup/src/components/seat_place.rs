//! A seat of a booking, in words.

use domain::selling::BookingSeat;
use leptos::prelude::*;
use ui::{
    hall::{in_words, remarks_in_words},
    texts::PlacesTexts,
};

/// The seat's place, and notes such as a restricted view: the buyer reads them before paying.
pub(super) fn seat_place(seat: &BookingSeat, texts: PlacesTexts) -> impl IntoView + use<> {
    let remarks = remarks_in_words(seat.accessible, seat.companion, seat.note.clone(), texts);
    let remarks = (!remarks.is_empty())
        .then(|| view! { <small class="seat-remark">{remarks.join(", ")}</small> });
    view! {
        {in_words(&seat.section, &seat.row, &seat.number, texts)}
        " "
        {remarks}
    }
}
