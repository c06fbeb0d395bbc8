//! The basket in each of its states. The baskets are interactive: seats can be removed and offers
//! accepted.

use std::sync::Arc;

use domain::{
    AreaIndex, SeatNo,
    selling::{BookingStatus, MAX_SEATS},
};
use leptos::prelude::*;
use ui::{
    components::basket::{Basket, BasketMessage, Selection},
    hall::Hall,
    texts::{BasketTexts, CountdownTexts, Language},
};

use crate::{
    buyer::GalleryBuyer,
    fixtures::{bookings, club},
    story::{State, Story},
};

#[component]
pub fn BasketStories() -> impl IntoView {
    let hall = club::hall();
    let state = move |name, set: fn(GalleryBuyer)| one(&hall, name, set);
    view! {
        <Story id="baskets">
            <div class="states">
                {state("Nothing selected", |_| {})}
                {state("Selected seats with notes", |buyer| choose(buyer, &[64, 65, 39]))}
                {state("Maximum number of seats selected", |buyer| choose(buyer, &[4, 5, 6, 7, 8, 9, 10, 11, 12, 13]))}
                {state("Standing places selected", |buyer| buyer.selection.set(Selection::Standing(AreaIndex(0), 3)))}
                {state("Message about a seat that is held", |buyer| {
                    choose(buyer, &[20]);
                    buyer.message.set(Some(BasketMessage::note("Gallery, row 2, seat 6 is held by someone else; it may yet come back.")));
                })}
                {state("One selected seat lost, another one offered", lost)}
                {state("All selected seats lost", |buyer| {
                    let sentence = "Someone took Gallery, row 1, seat 8 a moment ago. Nothing of yours was charged. Choose another.";
                    buyer.message.set(Some(BasketMessage::trouble(sentence)));
                })}
                {state("Hold request in progress", |buyer| {
                    choose(buyer, &[6, 7]);
                    buyer.pending.set(true);
                })}
                {state("Held and not yet paid", |buyer| hold(buyer, &[272_000]))}
                {state("Last minute of a hold, another seat selected", |buyer| {
                    hold(buyer, &[48_000]);
                    choose(buyer, &[8]);
                })}
                {state("Two holds, one of them expired", |buyer| hold(buyer, &[0, 154_000]))}
            </div>
        </Story>
    }
}

fn one(hall: &Arc<Hall>, name: &'static str, set: fn(GalleryBuyer)) -> impl IntoView + use<> {
    let buyer = GalleryBuyer::new(Some(Arc::clone(hall)));
    set(buyer);
    view! {
        <State name>
            <div class="ground" data-house="dark">
                <Basket
                    hall=buyer.hall
                    selection=buyer.selection
                    max_seats=MAX_SEATS
                    pending=buyer.pending
                    bookings=buyer.bookings
                    message=buyer.message
                    events=buyer.events()
                    texts=BasketTexts::of(Language::English)
                    countdown=CountdownTexts::of(Language::English)
                />
            </div>
        </State>
    }
}

fn choose(buyer: GalleryBuyer, seats: &[u32]) {
    buyer.selection.set(Selection::Seats(
        seats.iter().copied().map(SeatNo).collect(),
    ));
}

fn hold(buyer: GalleryBuyer, expire_in_ms: &[i64]) {
    buyer.bookings.set(
        expire_in_ms
            .iter()
            .map(|left| bookings::pair(BookingStatus::Pending, *left))
            .collect(),
    );
}

fn lost(buyer: GalleryBuyer) {
    choose(buyer, &[6]);
    let sentence = "Someone took Gallery, row 1, seat 8 a moment ago. Seat 6 in the same row is free: take it?";
    buyer.message.set(Some(
        BasketMessage::trouble(sentence).offering("Take seat 6", vec![SeatNo(5), SeatNo(6)]),
    ));
}
