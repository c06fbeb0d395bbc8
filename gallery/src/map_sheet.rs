//! The seat map with its legend and basket, alive.

use std::{sync::Arc, time::Duration};

use app::{
    components::{
        basket::{Basket, BasketEvents, Choice, Told},
        price_legend::PriceLegend,
        seat_map::{ConnectionSign, Hall, Marks, SeatFilter, SeatMap, Tally},
    },
    live::{Connection, News, SeatFeed},
};
use domain::{SeatNo, SeatStatus, plan::SeatingPlan};
use leptos::prelude::*;

use crate::{
    halls,
    plain_svg::PlainSvg,
    traffic,
    wanted::{HALLS, Wanted},
};

/// Halls to choose from, and the map of one.
#[component]
pub fn MapSheet(wanted: Wanted) -> impl IntoView {
    let links = HALLS.into_iter().map(|(hall, name)| (format!("?hall={hall}"), name.to_owned())).chain(
        [1_000, 10_000, 50_000, 100_000].map(|seats| (format!("?seats={seats}&changes=500"), format!("{} seats", thousands(seats)))),
    );
    // As it comes to a browser: text, to be read into a plan.
    let text = halls::plan(&wanted).canonical_json();
    if let Some(clock) = window().performance() {
        let _ = clock.mark("frontrow:plan");
    }
    let plan = serde_json::from_str::<SeatingPlan>(&text).ok();
    let hall = plan.map(halls::priced);
    let head = (!wanted.alone).then(|| {
        view! {
            <header class="page">
                <h1>"The parts of the site"</h1>
                <p class="lead">"On made-up data, with no server behind them."</p>
                <p class="actions">
                    {links
                        .map(|(address, name)| {
                            view! {
                                <a class="button" data-variant="plain" href=address>
                                    {name}
                                </a>
                            }
                        })
                        .collect_view()}
                </p>
            </header>
        }
    });
    view! {
        {head}
        {hall.map(|hall| view! { <OneHall hall wanted /> })}
    }
}

fn thousands(count: u32) -> String {
    format!("{},{:03}", count / 1000, count % 1000)
}

#[component]
fn OneHall(hall: Arc<Hall>, wanted: Wanted) -> impl IntoView {
    let feed = SeatFeed::new();
    let every = (wanted.every > 0 && wanted.changes > 0).then(|| Duration::from_millis(u64::from(wanted.every)));
    traffic::run(feed, hall.index().capacity(), wanted.changes, every);
    if wanted.svg {
        return view! {
            <section class="hall" data-house="dark">
                <div class="hall-body">
                    <div class="hall-map seat-map">
                        <PlainSvg hall feed />
                    </div>
                </div>
            </section>
        }
        .into_any();
    }
    let tally = RwSignal::new(None::<Tally>);
    let choice = RwSignal::new(Choice::Nothing);
    let told = RwSignal::new(None::<Told>);
    let pending = RwSignal::new(false);
    let only = RwSignal::new(None::<usize>);
    let accessible = RwSignal::new(false);

    let counted = Arc::clone(&hall);
    let seen = StoredValue::new(0_u64);
    Effect::new(move |_| {
        let tick = feed.track();
        match feed.since(seen.get_value()) {
            News::Seats(seats) if tally.with_untracked(Option::is_some) => tally.update(|tally| {
                if let Some(tally) = tally {
                    seats.into_iter().for_each(|seat| tally.set(&counted, seat, feed.status(seat)));
                }
            }),
            _ => tally.set(feed.with_statuses(|statuses| Tally::new(&counted, statuses))),
        }
        seen.set_value(tick);
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
            set_timeout(move || _ = pending.try_set(false), Duration::from_secs(2));
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
        on_release: Callback::new(|_| {}),
        on_ended: Callback::new(|_| {}),
    };
    let levels = hall.levels().to_vec();
    let line = format!("{}. Made-up buyers hold and pay all the time.", hall.plan().name);
    let hall = Signal::derive(move || Some(Arc::clone(&hall)));
    let free = Signal::derive(move || tally.with(|tally| tally.as_ref().map(|tally| tally.levels().to_vec())));
    let marks = Signal::derive(move || Marks {
        picked: choice.with(|choice| choice.seats().to_vec()),
        pending: pending.get(),
        area: choice.with(Choice::area),
        ..Marks::default()
    });
    view! {
        <section class="hall" data-house="dark">
            <div class="hall-head">
                <h2>"Seat map"</h2>
                <p class="hall-line">{line}</p>
            </div>
            <div class="hall-body">
                <div class="hall-map">
                    <ConnectionSign connection=Signal::derive(|| Connection::Live) />
                    <SeatMap
                        hall
                        feed
                        tally
                        marks
                        filter=Signal::derive(move || SeatFilter { level: only.get(), accessible: accessible.get() })
                        on_pick=pick
                        on_area=Callback::new(move |area| choice.set(Choice::Standing(area, 2)))
                    />
                </div>
                <div class="hall-side">
                    <PriceLegend levels free only />
                    <label>
                        <input type="checkbox" on:change=move |event| accessible.set(event_target_checked(&event)) />
                        " Only places for wheelchairs and companions"
                    </label>
                </div>
            </div>
            <Basket hall choice max_seats=10 pending bookings=Signal::derive(Vec::new) told events />
        </section>
    }
    .into_any()
}
