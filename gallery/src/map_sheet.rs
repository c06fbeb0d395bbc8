//! The seat map with its legend and basket, alive.

use std::sync::Arc;

use app::{
    components::{
        basket::{Basket, BasketEvents, Choice, Told},
        price_legend::PriceLegend,
        seat_map::{ConnectionSign, Hall, Marks, SeatMap, Tally},
    },
    live::{Connection, SeatFeed},
};
use domain::{SeatNo, SeatStatus};
use leptos::prelude::*;

use crate::{halls, traffic};

/// A hall to choose and its map.
#[component]
pub fn MapSheet() -> impl IntoView {
    let large = RwSignal::new(window().location().hash().is_ok_and(|hash| hash == "#arena"));
    view! {
        <header class="page">
            <h1>"The parts of the site"</h1>
            <p class="lead">"On made-up data, with no server behind them."</p>
            <p class="actions">
                <button
                    type="button"
                    class="button"
                    data-variant="plain"
                    data-testid="other-hall"
                    on:click=move |_| large.update(|large| *large = !*large)
                >
                    {move || if large.get() { "Show the theatre" } else { "Show the arena" }}
                </button>
            </p>
        </header>
        {move || {
            let hall = if large.get() { halls::arena() } else { halls::theatre() };
            view! { <OneHall hall /> }
        }}
    }
}

#[component]
fn OneHall(hall: Arc<Hall>) -> impl IntoView {
    let feed = SeatFeed::new();
    let tally = RwSignal::new(None::<Tally>);
    let choice = RwSignal::new(Choice::Nothing);
    let told = RwSignal::new(None::<Told>);
    let pending = RwSignal::new(false);
    let only = RwSignal::new(None::<usize>);
    traffic::run(feed, hall.index().capacity());

    let counted = Arc::clone(&hall);
    Effect::new(move |_| {
        let _ = feed.track();
        tally.set(feed.with_statuses(|statuses| Tally::new(&counted, statuses)));
    });
    Effect::new(move |_| {
        let _ = feed.track();
        let seats = choice.with_untracked(|choice| choice.seats().to_vec());
        let kept: Vec<SeatNo> = seats.iter().copied().filter(|seat| feed.status(*seat) == SeatStatus::Available).collect();
        if kept.len() < seats.len() {
            told.set(Some(Told::trouble("Someone took a seat of yours a moment ago.")));
            choice.set(if kept.is_empty() { Choice::Nothing } else { Choice::Seats(kept) });
        }
    });
    let pick = Callback::new(move |seat: SeatNo| {
        told.set(None);
        let mut seats = choice.with_untracked(|choice| choice.seats().to_vec());
        if seats.contains(&seat) {
            seats.retain(|chosen| *chosen != seat);
        } else if feed.status(seat) == SeatStatus::Available {
            seats.push(seat);
        } else {
            told.set(Some(Told::note("This seat is not free.")));
        }
        choice.set(if seats.is_empty() { Choice::Nothing } else { Choice::Seats(seats) });
    });
    let events = BasketEvents {
        on_hold: Callback::new(move |()| {
            pending.set(true);
            set_timeout(move || _ = pending.try_set(false), std::time::Duration::from_secs(2));
        }),
        on_remove: pick,
        on_clear: Callback::new(move |()| choice.set(Choice::Nothing)),
        on_quantity: Callback::new(move |quantity| {
            choice.update(|choice| {
                if let Choice::Standing(_, chosen) = choice {
                    *chosen = quantity;
                }
            });
        }),
        on_take: Callback::new(|_| {}),
        on_release: Callback::new(|()| {}),
        on_ended: Callback::new(|()| {}),
    };
    let levels = hall.levels().to_vec();
    let hall = Signal::derive(move || Some(Arc::clone(&hall)));
    let free = Signal::derive(move || tally.with(|tally| tally.as_ref().map(|tally| tally.levels().to_vec())));
    let marks = Signal::derive(move || Marks {
        picked: choice.with(|choice| choice.seats().to_vec()),
        pending: pending.get(),
        yours: vec![],
        area: choice.with(Choice::area),
    });
    view! {
        <section class="hall" data-house="dark">
            <div class="hall-head">
                <h2>"Seat map"</h2>
                <p class="hall-line">"Made-up buyers hold and pay all the time."</p>
            </div>
            <div class="hall-body">
                <div class="hall-map">
                    <ConnectionSign connection=Signal::derive(|| Connection::Live) />
                    <SeatMap
                        hall
                        feed
                        tally
                        marks
                        only_level=only
                        on_pick=pick
                        on_area=Callback::new(move |area| choice.set(Choice::Standing(area, 2)))
                    />
                </div>
                <div class="hall-side">
                    <PriceLegend levels free only />
                </div>
            </div>
            <Basket hall choice max_seats=10 pending booking=Signal::derive(|| None) told events />
        </section>
    }
}
