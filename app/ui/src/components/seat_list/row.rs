//! A row: its name, its free seats, and its seats while it is expanded.

use domain::{SeatNo, plan::Row};
use leptos::prelude::*;

use super::{List, heading::heading, spot::Spot, words::FreeSeats};
use crate::hall::SeatState;

/// A row of a section.
#[component]
pub(super) fn RowLine(list: List, section: u16, row: u16) -> impl IntoView {
    let spot = Spot::Row(section, row);
    let open = list.is_open(spot);
    let shown = list.shown(spot);
    let (name, seats) = list
        .floor
        .with_value(|floor| (row_name(list, section, row), floor.row(section, row)));
    let counted = seats.clone();
    let free = Memo::new(move |_| {
        let _ = list.seats.feed.track();
        let filter = list.seats.filter.get();
        list.floor.with_value(|floor| {
            FreeSeats::among(&floor.hall, list.seats.feed, filter, counted.clone())
        })
    });
    view! {
        <li hidden=move || !shown.get()>
            {heading(list, spot, name, seats, open, free, None)}
            {move || open.get().then(|| view! { <RowSeats list section row /> })}
        </li>
    }
}

/// "Row 12". A row without a name is "Seats".
fn row_name(list: List, section: u16, row: u16) -> String {
    list.floor.with_value(|floor| {
        let section = floor.hall.plan().sections.get(usize::from(section));
        match section.and_then(|section| section.rows.get(usize::from(row))) {
            Some(row) if !row.name.is_empty() => list.texts.row(&row.name),
            _ => list.texts.row_none(),
        }
    })
}

/// The seats of an expanded row, as a list box with multiple selection. Screen readers then
/// announce the number of seats and pass the arrow keys to the page.
#[component]
fn RowSeats(list: List, section: u16, row: u16) -> impl IntoView {
    let (seats, label, notes) = list.floor.with_value(|floor| {
        let part = floor.hall.plan().sections.get(usize::from(section));
        let name = part.map_or("", |section| section.name.as_str());
        let line = part.and_then(|section| section.rows.get(usize::from(row)));
        let label = match line {
            Some(line) if !line.name.is_empty() => list.texts.in_row(name, &line.name),
            _ => list.texts.in_row_none(name),
        };
        (
            floor.in_order(section, row),
            label,
            line.map(notes).unwrap_or_default(),
        )
    });
    let is_plain = notes.is_empty();
    // The state of each seat; none if the filter hides it. One memo looks all of them up once per
    // animation frame, and each seat then reacts only to its own change.
    let in_row = seats.clone();
    let states = Memo::new(move |_| {
        let _ = list.seats.feed.track();
        let filter = list.seats.filter.get();
        list.seats.marks.with(|marks| {
            list.floor.with_value(|floor| {
                let state = |seat: &SeatNo| {
                    let state = SeatState::of(
                        &floor.hall,
                        marks,
                        *seat,
                        list.seats.feed.known_status(*seat),
                    );
                    (filter.shows(&floor.hall, *seat) || state.is_mine()).then_some(state)
                };
                in_row.iter().map(state).collect::<Vec<_>>()
            })
        })
    });
    view! {
        <div class="seat-list-seats" role="listbox" aria-multiselectable="true" aria-orientation="horizontal" aria-label=label>
            {seats
                .into_iter()
                .enumerate()
                .map(|(at, seat)| {
                    let state = Memo::new(move |_| states.with(|states| states.get(at).copied().flatten()));
                    view! { <Seat list seat state /> }
                })
                .collect_view()}
        </div>
        // Screen readers get each note with its seat.
        <p class="seat-list-note" aria-hidden="true" hidden=is_plain>
            {notes}
        </p>
    }
}

/// The notes about a row's seats: "651, 652: view partly blocked by a pillar".
fn notes(row: &Row) -> String {
    let mut notes: Vec<(&str, Vec<&str>)> = Vec::new();
    for (seat, note) in &row.notes {
        let number = row.numbers[usize::from(*seat)].as_str();
        match notes.iter_mut().find(|(known, _)| known == note) {
            Some((_, numbers)) => numbers.push(number),
            None => notes.push((note.as_str(), vec![number])),
        }
    }
    let notes: Vec<String> = notes
        .into_iter()
        .map(|(note, numbers)| format!("{}: {note}", numbers.join(", ")))
        .collect();
    notes.join(". ")
}

/// A seat.
#[component]
fn Seat(list: List, seat: SeatNo, state: Memo<Option<SeatState>>) -> impl IntoView {
    let spot = Spot::Seat(seat);
    let (number, colour, kind, aisle) = list.floor.with_value(|floor| {
        let hall = &floor.hall;
        let place = hall.index().seat(seat);
        let number = place.map_or_else(String::new, |place| place.number().to_owned());
        let colour = floor.colour(seat);
        let kind = place.and_then(|place| {
            if place.accessible() {
                Some("accessible")
            } else {
                place.companion().then_some("companion")
            }
        });
        // A gap in the row, where nobody can pass from seat to seat.
        let aisle = place.is_some_and(|place| place.index > 0 && !place.row.beside(place.index));
        (number, colour, kind, aisle)
    });
    let name = move || {
        list.floor.with_value(|floor| {
            let words = state
                .get()
                .map(|state| state.label(floor.hall.texts()))
                .unwrap_or_default();
            floor.hall.seat_name(seat, &words)
        })
    };
    let yours = move || state.get().is_some_and(SeatState::is_mine);
    let free = move || state.get().is_some_and(SeatState::is_free);
    view! {
        <button
            type="button"
            role="option"
            class="seat-list-seat"
            id=spot.id()
            data-spot=spot.to_string()
            data-testid="seat"
            data-seat=seat.0
            data-status=move || state.get().map_or("blocked", SeatState::as_str)
            data-kind=kind
            data-aisle=aisle.then_some("true")
            style=("--level", colour)
            tabindex=list.tabindex(spot)
            hidden=move || state.get().is_none()
            aria-selected=move || if yours() { "true" } else { "false" }
            aria-disabled=move || (!yours() && !free()).then_some("true")
            aria-label=name
        >
            {if number.is_empty() { "·".to_owned() } else { number }}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hall::fixture::hall as hall_for_tests;

    #[test]
    fn a_row_lists_its_seats_with_a_restricted_view() {
        let mut row = hall_for_tests().plan().sections[0].rows[0].clone();
        assert_eq!(notes(&row), "");
        let note = |seat: u16, words: &str| (seat, words.to_owned());
        row.notes = vec![
            note(0, "behind a pillar"),
            note(5, "behind a pillar"),
            note(1, "no legroom"),
        ];
        assert_eq!(notes(&row), "1, 6: behind a pillar. 2: no legroom");
    }
}
