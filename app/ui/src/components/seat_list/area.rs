//! A standing area in the list.

use domain::AreaIndex;
use leptos::prelude::*;

use super::{List, spot::Spot, words::FreeSeats};
use crate::format;

/// A standing area. Pressing it selects or deselects it, like a seat.
#[component]
pub(super) fn AreaLine(list: List, area: u16) -> impl IntoView {
    let (spot, index) = (Spot::Area(area), AreaIndex(area));
    let shown = list.shown(spot);
    let (name, price) = list.floor.with_value(|floor| {
        let name = floor
            .hall
            .plan()
            .areas
            .get(usize::from(area))
            .map(|area| area.name.clone());
        (name.unwrap_or_default(), floor.hall.area_price(index))
    });
    // Says that the area is for standing, unless its name does.
    let texts = list.texts;
    let name = if format::small_letters(&name).contains(&texts.standing_word()) {
        name
    } else {
        texts.standing(&name)
    };
    let free = Memo::new(move |_| {
        let count = list
            .seats
            .tally
            .with(|tally| tally.as_ref().map(|tally| tally.area(index)));
        // The same type as for sections and rows, because each type of memo adds half a kilobyte to
        // the WebAssembly.
        count.map(|count| FreeSeats {
            count,
            prices: None,
        })
    });
    let words = move || {
        free.get().map(|FreeSeats { count, .. }| match price {
            _ if count == 0 => texts.free_none(),
            Some(price) => texts.free_price(count, &format::money(price)),
            None => texts.free(count),
        })
    };
    let chosen = move || list.seats.marks.with(|marks| marks.area == Some(index));
    view! {
        <li hidden=move || !shown.get()>
            <button
                type="button"
                class="seat-list-area"
                id=spot.id()
                data-spot=spot.to_string()
                data-area-line=area
                tabindex=list.tabindex(spot)
                aria-pressed=move || if chosen() { "true" } else { "false" }
                data-none=move || free.get().is_some_and(|free| free.count == 0).then_some("true")
            >
                <span class="seat-list-name">{name}</span>
                " "
                <span class="seat-list-free">{words}</span>
            </button>
        </li>
    }
}
