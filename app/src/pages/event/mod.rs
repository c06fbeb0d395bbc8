//! An event: what it is, its hall with every seat live, and all that it takes to choose and to hold.

mod share;

use domain::{
    catalogue::{EventPage, Pause, SaleStatus},
    selling::{Booking, BookingStatus},
    waiting::RoomState,
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use time::OffsetDateTime;

use super::{
    loaded::loaded,
    query_problem::query_problem,
    reads::{self, EventView},
};
use crate::{
    components::{
        Notice, ProblemNotice,
        event::{About, BestForm, Hero, NotYet, Offers},
        line::{LineAhead, LineStage, LineTimes, OutsideHall, TurnNote, clock_and_zone, way_words},
    },
    context::{LineOf, line_of},
    error::AppError,
    format,
    islands::{HallOnSale, LiveHall, OpeningClock},
    scripts::Ahead,
    texts::{LineTexts, OpeningTexts, page_language},
};
use share::EventShare;

/// All that the page is rendered from.
struct Shown {
    event: EventView,
    /// The buyer's pending bookings for this event.
    bookings: Vec<Booking>,
    /// The line before the hall; none where nobody needs to wait.
    line: Option<LineOf>,
}

async fn load(slug: String) -> Result<Shown, AppError> {
    let event = reads::event_page(slug).await?;
    let id = event.page.event.summary.id;
    // Whoever cannot be told their bookings can still see the event.
    let mine = reads::my_bookings().await.unwrap_or_default();
    let bookings = mine.into_iter().map(|card| card.booking);
    let bookings = bookings.filter(|booking| booking.event_id == id && booking.status == BookingStatus::Pending).collect();
    let line = line_of(id).await.filter(|line| line.now.state != RoomState::Off);
    Ok(Shown { event, bookings, line })
}

/// The page of an event.
#[component]
pub fn Event() -> impl IntoView {
    loaded(load(super::said_in_path("slug")), |shown| view! { <EventView shown /> }.into_any())
}

#[component]
fn EventView(shown: Shown) -> impl IntoView {
    let Shown { event: EventView { page, offers, origin }, bookings, line } = shown;
    let event = page.event.summary.clone();
    let opens_at_ms = (event.on_sale_at - OffsetDateTime::UNIX_EPOCH).whole_milliseconds() as i64;
    let day = format::long_day(format::local(event.starts_at, event.utc_offset_seconds));
    let description =
        format!("{} on {day}, {}, {}. Choose your seats on the plan of the hall.", event.title, event.venue.name, event.venue.city);
    let selling = matches!(event.sale_status, SaleStatus::OnSale | SaleStatus::SoldOut);
    let texts = LineTexts::of(page_language());
    let to_line = line.as_ref().filter(|line| !line.inside).map(|line| {
        let words = way_words(&texts, LineStage::of(&line.now), line.is_joined());
        (format!("/events/{}/line", event.slug), words)
    });
    let ahead = line.as_ref().map(|line| {
        let (stage, is_joined) = (LineStage::of(&line.now), line.is_joined());
        view! { <LineAhead texts=texts.clone() slug=event.slug.clone() stage is_joined /> }
    });
    view! {
        <Title text=event.title.clone() />
        <Meta name="description" content=description.clone() />
        <EventShare page=page.clone() description origin />
        <article class="event-page" data-sale=event.sale_status.as_str()>
            <Hero page=page.clone() to_line />
            <div class="event-problem">
                {query_problem().map(|problem| view! { <ProblemNotice problem /> })}
            </div>
            {match event.sale_status {
                SaleStatus::NotYet => {
                    view! {
                        <NotYet page=page.clone() texts=OpeningTexts::of(page_language())>
                            <Ahead island="opening_clock" />
                            <OpeningClock opens_at_ms />
                            {ahead}
                        </NotYet>
                    }
                        .into_any()
                }
                SaleStatus::Ended => over("This evening is over", "Thank you to everyone who came. There may be other dates below.").into_any(),
                SaleStatus::Cancelled => {
                    over("This event will not take place", "It has been cancelled. Whoever has bought tickets is paid back in full; there is nothing that you need to do.").into_any()
                }
                SaleStatus::OnSale | SaleStatus::SoldOut => ().into_any(),
            }}
            {event.paused.filter(|_| selling || event.sale_status == SaleStatus::NotYet).map(paused)}
            {selling.then(|| view! { <HallOrLine page=page.clone() offers bookings line texts /> })}
            <About page />
        </article>
    }
}

/// The hall; for a fan whose turn it is not, its line.
#[component]
fn HallOrLine(page: EventPage, offers: Offers, bookings: Vec<Booking>, line: Option<LineOf>, texts: LineTexts) -> impl IntoView {
    let (slug, offset) = (page.event.summary.slug.clone(), page.event.summary.utc_offset_seconds);
    match line {
        Some(line) if !line.inside => {
            let stage = LineStage::of(&line.now);
            let said = stage.headline(&texts, &LineTimes::of(&line.now, offset), line.standing.as_ref(), line.at, offset);
            view! { <OutsideHall texts slug stage said is_joined=line.is_joined() bookings /> }.into_any()
        }
        line => {
            let note = line.map(|line| {
                let until = line.standing.and_then(|standing| standing.inside_until).map(|until| clock_and_zone(until, offset));
                view! { <TurnNote texts slug until /> }
            });
            view! {
                {note}
                <Hall page offers bookings />
            }
            .into_any()
        }
    }
}

/// The hall, with every seat live.
#[component]
fn Hall(page: EventPage, offers: Offers, bookings: Vec<Booking>) -> impl IntoView {
    let EventPage { event, venue, price_levels, availability, .. } = page;
    let is_on_sale = event.summary.sale_status == SaleStatus::OnSale && event.summary.paused.is_none();
    let hall = HallOnSale {
        event: event.summary.id,
        is_on_sale,
        max_seats: event.max_seats,
        avoid_single_seats: event.avoid_single_seats,
        plan_url: venue.seating_plan_url,
        price_levels,
        availability,
        bookings,
    };
    let best_form =
        move || is_on_sale.then(|| view! { <BestForm slug=event.summary.slug.clone() offers=offers.clone() max_seats=event.max_seats /> });
    view! {
        <Ahead island="live_hall" />
        <LiveHall hall>{best_form()}</LiveHall>
    }
}

fn paused(pause: Pause) -> impl IntoView {
    view! {
        <div class="event-problem">
            <Notice title="The sale is paused">
                {pause.reason.map(|reason| view! { <p>{reason}</p> })}
                <p>"No new seats can be held for now. Seats that you hold stay yours until their time is over, and you can pay for them. Tickets that you have bought stay valid."</p>
            </Notice>
        </div>
    }
}

fn over(title: &'static str, body: &'static str) -> impl IntoView {
    view! {
        <div class="event-problem">
            <Notice title=title>
                <p>{body}</p>
            </Notice>
        </div>
    }
}
