//! A section: its name, its free seats, and its rows while it is expanded.

use leptos::prelude::*;

use super::{List, floor::Floor, heading::heading, row::RowLine, spot::Spot, words::FreeSeats};
use crate::hall::{SeatFilter, Tally};

/// A section of the list.
#[component]
pub(super) fn SectionLine(list: List, section: u16) -> impl IntoView {
    let spot = Spot::Section(section);
    let open = list.is_open(spot);
    let shown = list.shown(spot);
    let (name, seats, rows, view) = list.floor.with_value(|floor| {
        let name = floor
            .hall
            .plan()
            .sections
            .get(usize::from(section))
            .map(|section| section.name.clone());
        let view = floor
            .hall
            .section_view(usize::from(section))
            .map(|view| floor.hall.view_in_words(view));
        (
            name.unwrap_or_default(),
            floor.section(section),
            floor.rows(section).len() as u16,
            view,
        )
    });
    let free = Memo::new(move |_| {
        let filter = list.seats.filter.get();
        list.floor.with_value(|floor| {
            // The map's tally already has these counts.
            list.seats.tally.with(|tally| {
                tally
                    .as_ref()
                    .map(|tally| of_section(tally, floor, section, filter))
            })
        })
    });
    view! {
        <li hidden=move || !shown.get()>
            {heading(list, spot, name, seats, open, free, view)}
            {move || {
                open.get()
                    .then(|| {
                        view! {
                            <ul class="seat-list-rows">
                                {(0..rows).map(|row| view! { <RowLine list section row /> }).collect_view()}
                            </ul>
                        }
                    })
            }}
        </li>
    }
}

fn of_section(tally: &Tally, floor: &Floor, section: u16, filter: SeatFilter) -> FreeSeats {
    let section = usize::from(section);
    FreeSeats {
        count: tally.section(section, filter),
        prices: tally.section_prices(&floor.hall, section, filter),
    }
}
