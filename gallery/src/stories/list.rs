//! The seat list in its states, each in an iframe, because its rows have ids that the list next to
//! the map uses too.

use domain::{AreaIndex, SeatNo};
use leptos::{html::iframe, prelude::*};
use ui::{
    components::{basket::Selection, seat_list::SeatList},
    hall::{Hall, LevelSet, SeatFilter},
    texts::{Language, SeatListTexts},
};

use crate::{
    buyer::GalleryBuyer,
    fixtures::{bookings, club, halls, statuses},
    story::{OneAtATime, Story},
};

/// The states: the value of the URL parameter, and the name.
static LISTS: [(&str, &str); 9] = [
    ("waiting", "Plan still loading"),
    ("unknown", "Seat statuses still loading"),
    ("folded", "All sections folded"),
    ("row", "Unfolded row with every kind of seat"),
    ("pending", "Hold request in progress"),
    ("none", "No seats available"),
    ("standing", "Standing places selected"),
    ("price", "Filtered to one price level"),
    ("special", "Filtered to wheelchair and companion places"),
];

#[component]
pub fn ListStory() -> impl IntoView {
    let names = LISTS.iter().map(|(_, name)| *name).collect();
    view! {
        <Story id="lists">
            <OneAtATime of="States of the seat list" names show=frame />
        </Story>
    }
}

fn frame(number: usize) -> AnyView {
    LISTS
        .get(number)
        .map(|(state, name)| {
            iframe()
                .class("frame")
                .src(format!("?list={state}"))
                .title(*name)
                .attr("loading", "lazy")
        })
        .into_any()
}

/// Only the seat list, in one state.
#[component]
pub fn ListAlone(state: String) -> impl IntoView {
    let hall = match state.as_str() {
        "waiting" => None,
        "folded" => Some(halls::priced(demo_halls::concert_hall())),
        _ => Some(club::hall()),
    };
    let buyer = GalleryBuyer::new(hall.clone());
    buyer.watch();
    if let Some(hall) = hall {
        begin(buyer, &hall, &state);
    }
    let levels: LevelSet = (state == "price").then_some(1).into_iter().collect();
    let filter = SeatFilter {
        levels,
        accessible: state == "special",
    };
    view! {
        <div class="hall" data-house="dark">
            <div class="hall-body" data-way="list">
                <SeatList
                    hall=buyer.hall
                    feed=buyer.feed
                    tally=buyer.tally
                    marks=Signal::derive(move || buyer.marks())
                    filter=Signal::stored(filter)
                    focus=buyer.focus
                    on_pick=Callback::new(move |seat| buyer.pick(seat))
                    on_area=Callback::new(move |area| buyer.pick_area(area))
                    is_shown=true
                    texts=SeatListTexts::of(Language::English)
                />
            </div>
        </div>
    }
}

/// Sets up the buyer for a state. The last row has every kind of seat. The list unfolds the row of
/// the focused seat.
fn begin(buyer: GalleryBuyer, hall: &Hall, state: &str) {
    let capacity = hall.index().capacity();
    match state {
        "unknown" => {}
        "none" => statuses::know(buyer.feed, capacity, statuses::none_available),
        _ => statuses::know(buyer.feed, capacity, statuses::of_each_kind),
    }
    let look_at = |seat: u32| buyer.focus.set(Some(SeatNo(seat)));
    match state {
        "row" | "pending" => {
            buyer
                .selection
                .set(Selection::Seats(vec![SeatNo(69), SeatNo(70)]));
            buyer.bookings.set(vec![bookings::held(
                hall,
                &Selection::Seats(vec![SeatNo(66)]),
            )]);
            buyer.pending.set(state == "pending");
            look_at(69);
        }
        "standing" => buyer.selection.set(Selection::Standing(AreaIndex(0), 2)),
        "special" => look_at(65),
        "unknown" | "none" | "price" => look_at(6),
        _ => {}
    }
}
