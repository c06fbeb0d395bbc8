//! A row: its name, what is free, and its seats when it is unfolded.

use domain::SeatNo;
use leptos::prelude::*;

use super::{
    List,
    spot::Spot,
    words::{Free, is_mine, look, look_in_words},
};

/// A row of a section.
#[component]
pub(super) fn RowLine(list: List, section: u16, row: u16) -> impl IntoView {
    let spot = Spot::Row(section, row);
    let open = list.is_open(spot);
    let shown = list.shown(spot);
    let (name, range) = list.floor.with_value(|floor| (row_name(list, section, row), floor.row(section, row)));
    let seats = (range.start, range.end.saturating_sub(1));
    let free = Memo::new(move |_| {
        let _ = list.seats.feed.track();
        let filter = list.seats.filter.get();
        list.floor.with_value(|floor| Free::among(&floor.hall, list.seats.feed, filter, range.clone()))
    });
    view! {
        <li hidden=move || !shown.get()>
            <button
                type="button"
                class="seat-list-row"
                id=spot.id()
                data-spot=spot.to_string()
                data-range=format!("{}-{}", seats.0, seats.1)
                tabindex=list.tabindex(spot)
                aria-expanded=move || if open.get() { "true" } else { "false" }
                data-none=move || free.get().is_some_and(|free| free.count == 0).then_some("true")
            >
                <span class="seat-list-name">{name}</span>
                " "
                <span class="seat-list-free">{move || free.get().map(|free| free.in_words())}</span>
            </button>
            {move || open.get().then(|| view! { <RowSeats list section row /> })}
        </li>
    }
}

/// "Row 12"; a row without a name is "Seats".
fn row_name(list: List, section: u16, row: u16) -> String {
    list.floor.with_value(|floor| {
        let section = floor.hall.plan().sections.get(usize::from(section));
        match section.and_then(|section| section.rows.get(usize::from(row))) {
            Some(row) if !row.name.is_empty() => format!("Row {}", row.name),
            _ => "Seats".to_owned(),
        }
    })
}

/// The seats of an unfolded row. Several may be chosen, so that it is a list box: whoever hears it hears how many there are, and the
/// arrow keys reach the page.
#[component]
fn RowSeats(list: List, section: u16, row: u16) -> impl IntoView {
    let (seats, label) = list.floor.with_value(|floor| {
        let name = floor.hall.plan().sections.get(usize::from(section)).map_or("", |section| section.name.as_str());
        (floor.in_order(section, row), format!("{name}, {}", row_name(list, section, row).to_lowercase()))
    });
    // What each is, or nothing where it is not looked at. Looked up together once a frame; each seat then hears of its own change.
    let in_row = seats.clone();
    let looks = Memo::new(move |_| {
        let _ = list.seats.feed.track();
        let filter = list.seats.filter.get();
        list.seats.marks.with(|marks| {
            list.floor.with_value(|floor| {
                let look = |seat: &SeatNo| {
                    let look = look(&floor.hall, list.seats.feed, marks, *seat);
                    (filter.shows(&floor.hall, *seat) || is_mine(look)).then_some(look)
                };
                in_row.iter().map(look).collect::<Vec<_>>()
            })
        })
    });
    view! {
        <div class="seat-list-seats" role="listbox" aria-multiselectable="true" aria-orientation="horizontal" aria-label=label>
            {seats
                .into_iter()
                .enumerate()
                .map(|(at, seat)| {
                    let look = Memo::new(move |_| looks.with(|looks| looks.get(at).copied().flatten()));
                    view! { <Seat list seat look /> }
                })
                .collect_view()}
        </div>
    }
}

/// One seat.
#[component]
fn Seat(list: List, seat: SeatNo, look: Memo<Option<&'static str>>) -> impl IntoView {
    let spot = Spot::Seat(seat);
    let (number, colour, kind, aisle) = list.floor.with_value(|floor| {
        let hall = &floor.hall;
        let place = hall.index().seat(seat);
        let number = place.map_or_else(String::new, |place| place.number().to_owned());
        let colour = floor.colour(seat);
        let kind = place.and_then(|place| if place.accessible() { Some("accessible") } else { place.companion().then_some("companion") });
        // Where one cannot pass along the row, there is a gap.
        let aisle = place.is_some_and(|place| place.index > 0 && !place.row.beside(place.index));
        (number, colour, kind, aisle)
    });
    let name = move || {
        let words = look.get().map(look_in_words).unwrap_or_default();
        list.floor.with_value(|floor| floor.hall.seat_name(seat, words))
    };
    let yours = move || look.get().is_some_and(is_mine);
    let free = move || matches!(look.get(), Some("available"));
    view! {
        <button
            type="button"
            role="option"
            class="seat-list-seat"
            id=spot.id()
            data-spot=spot.to_string()
            data-testid="seat"
            data-seat=seat.0
            data-status=move || look.get().unwrap_or("blocked")
            data-kind=kind
            data-aisle=aisle.then_some("true")
            style=("--level", colour)
            tabindex=list.tabindex(spot)
            hidden=move || look.get().is_none()
            aria-selected=move || if yours() { "true" } else { "false" }
            aria-disabled=move || (!yours() && !free()).then_some("true")
            aria-label=name
        >
            {if number.is_empty() { "·".to_owned() } else { number }}
        </button>
    }
}
