//! The interactive seat map with the components around it on an event's page.

use std::{sync::Arc, time::Duration};

use domain::{SeatNo, SeatStatus, selling::MAX_SEATS};
use leptos::prelude::*;
use seat_map::SeatMap;
use ui::{
    components::{
        ConnectionSign, SeatKey, ViewMode, ViewSwitch, basket::Basket, price_legend::PriceLegend,
        seat_list::SeatList, together::Together,
    },
    hall::{Hall, LevelSet, SeatFilter, special_places},
    live::Connection,
    texts::{BasketTexts, CountdownTexts, HallTexts, Language, MapTexts, SeatListTexts},
};

use crate::{buyer::GalleryBuyer, fixtures::traffic, query::GalleryQuery};

/// A hall in which simulated buyers hold seats and pay.
#[component]
pub fn MapStory(hall: Arc<Hall>, query: GalleryQuery) -> impl IntoView {
    let (waiting, texts) = (query.waiting(), HallTexts::of(Language::English));
    let line = if waiting {
        "The plan is on its way.".to_owned()
    } else {
        format!(
            "{}. Made-up buyers hold and pay all the time.",
            hall.plan().name
        )
    };
    let levels = hall.levels().to_vec();
    let (special, capacity) = (special_places(&hall), hall.index().capacity());
    let buyer = GalleryBuyer::new((!waiting).then_some(hall));
    buyer.watch();
    let feed = buyer.feed;
    if !waiting {
        let every = (query.every > 0 && query.changes > 0)
            .then(|| Duration::from_millis(u64::from(query.every)));
        traffic::run(feed, capacity, query.changes, every);
    }
    let connection = if waiting {
        Connection::Connecting
    } else {
        Connection::Live
    };
    let way = RwSignal::new(ViewMode::Plan);
    let (only, accessible) = (RwSignal::new(LevelSet::default()), RwSignal::new(false));
    let filter = Signal::derive(move || SeatFilter {
        levels: only.get(),
        accessible: accessible.get(),
    });
    let free = Signal::derive(move || {
        buyer
            .tally
            .with(|tally| tally.as_ref().map(|tally| tally.levels().to_vec()))
    });
    let special_free = Signal::derive(move || {
        let _ = feed.track();
        let free = |seat: &&SeatNo| feed.status(**seat) == SeatStatus::Available;
        (!waiting && !special.is_empty()).then(|| special.iter().filter(free).count() as u32)
    });
    let marks = Signal::derive(move || buyer.marks());
    let on_pick = Callback::new(move |seat| buyer.pick(seat));
    let on_area = Callback::new(move |area| buyer.pick_area(area));
    let sheet = RwSignal::new(false);
    let list = (!query.alone).then(|| {
        let is_shown = Signal::derive(move || way.get() == ViewMode::List);
        view! { <SeatList hall=buyer.hall feed tally=buyer.tally marks filter focus=buyer.focus on_pick on_area is_shown texts=SeatListTexts::of(Language::English) /> }
    });
    let ways = (!query.alone).then(|| view! { <ViewSwitch mode=way texts /> });
    let together = (!query.alone).then(|| {
        let on_find = Callback::new(move |(size, _)| {
            buyer.find(size, filter.get_untracked());
            sheet.set(false);
        });
        let sections = Signal::stored(Vec::new());
        view! { <Together max_seats=MAX_SEATS sections on_find texts /> }
    });
    view! {
        <section class="hall" data-house="dark" id="map" aria-labelledby="map-title">
            <div class="hall-body" data-way=move || (!query.alone).then(|| way.get().as_str())>
                <div class="hall-head">
                    <h2 id="map-title">"Seat map"</h2>
                    <p class="hall-line">{line}</p>
                </div>
                {list}
                <div class="hall-bar">
                    {ways}
                    <ConnectionSign connection=Signal::stored(connection) texts />
                </div>
                <div class="hall-map">
                    <SeatMap hall=buyer.hall feed tally=buyer.tally marks filter focus=buyer.focus on_pick on_area texts=MapTexts::of(Language::English) />
                </div>
                <div class="hall-side" data-sheet=move || sheet.get().then_some("open")>
                    <div class="hall-tools">
                        {together} <PriceLegend levels free only accessible=(accessible, special_free) texts hint="Check prices to see only their seats.".to_owned() />
                        {(!query.alone).then(|| view! { <SeatKey texts /> })}
                    </div>
                    <Basket
                        hall=buyer.hall
                        selection=buyer.selection
                        max_seats=MAX_SEATS
                        pending=buyer.pending
                        bookings=buyer.bookings
                        message=buyer.message
                        sheet=(sheet, "Find seats and prices".to_owned())
                        events=buyer.events()
                        texts=BasketTexts::of(Language::English)
                        countdown=CountdownTexts::of(Language::English)
                    />
                </div>
            </div>
        </section>
    }
}
