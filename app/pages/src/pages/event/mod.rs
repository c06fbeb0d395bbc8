//! The page of an event: its description, the live hall, and the controls to choose and hold seats.

mod share;

use domain::{
    catalogue::{EventPage, Pause, SaleStatus},
    selling::{Booking, BookingStatus},
    waiting::RoomState,
};
use islands::{
    HallOnSale, LiveHall, OpeningClock,
    texts::{ChoosingTexts, HallLayoutTexts},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::{
    components::{
        event::{About, BestForm, Hero, InsteadOfSoldOut, NotYet, Offers},
        line::{LineAhead, LineStage, LineTimes, OutsideHall, TurnNote, clock_and_zone, way_words},
    },
    texts::{BestSeatsTexts, DatesTexts, EventTexts, LineTexts, PayingTexts},
};
use time::OffsetDateTime;
use ui::{
    address::site_path,
    components::{Notice, NoticeKind, ProblemNotice},
    format,
    texts::{
        BasketTexts, CountdownTexts, HallTexts, MapTexts, OpeningTexts, PlacesTexts, ProblemsTexts,
        SeatListTexts, page_language,
    },
};

use super::{
    loaded::loaded,
    query_problem::query_problem,
    reads::{self, EventView},
};
use crate::{
    context::{LineOf, line_of},
    error::AppError,
    local_time::local_in,
    scripts::{Ahead, HallScript},
};
use share::EventShare;

/// The data of the page.
struct EventPageData {
    event: EventView,
    /// The buyer's pending bookings for this event. Their ends are in the venue's local time.
    bookings: Vec<Booking>,
    /// The number of seats of this event that the buyer holds or has bought.
    has: u32,
    /// The line before the hall; none if there is no waiting.
    line: Option<LineOf>,
}

async fn load(slug: String) -> Result<EventPageData, AppError> {
    let event = reads::event_page(slug).await?;
    let id = event.page.event.summary.id;
    // If the bookings cannot be read, the buyer still sees the event.
    let mine = reads::my_bookings().await.unwrap_or_default();
    let mine: Vec<Booking> = mine
        .into_iter()
        .map(|card| card.booking)
        .filter(|booking| booking.event_id == id)
        .collect();
    let has = mine.iter().map(seats_of).sum();
    let timezone = &event.page.event.summary.timezone;
    let bookings = mine
        .into_iter()
        .filter(|booking| booking.status == BookingStatus::Pending)
        .map(|booking| Booking {
            expires_at: local_in(booking.expires_at, timezone),
            ..booking
        })
        .collect();
    let line = line_of(id)
        .await
        .filter(|line| line.now.state != RoomState::Off);
    Ok(EventPageData {
        event,
        bookings,
        has,
        line,
    })
}

/// The number of seats of a booking that count towards the limit per buyer.
fn seats_of(booking: &Booking) -> u32 {
    let seats = match booking.status {
        BookingStatus::Pending => booking.seats.len(),
        BookingStatus::Confirmed => booking.tickets.len() + booking.given.len(),
        BookingStatus::Expired | BookingStatus::Cancelled | BookingStatus::Refunded => 0,
    };
    u32::try_from(seats).unwrap_or(u32::MAX)
}

#[component]
pub fn Event() -> impl IntoView {
    loaded(load(super::said_in_path("slug")), |shown| {
        view! { <EventView shown /> }.into_any()
    })
}

#[component]
fn EventView(shown: EventPageData) -> impl IntoView {
    let EventPageData {
        event: EventView {
            page,
            offers,
            origin,
        },
        bookings,
        has,
        line,
    } = shown;
    let event = page.event.summary.clone();
    let opens_at_ms = (event.on_sale_at - OffsetDateTime::UNIX_EPOCH).whole_milliseconds() as i64;
    let day = format::long_day(format::local(event.starts_at, event.utc_offset_seconds));
    let event_texts = EventTexts::of(page_language());
    let description = event_texts.about(&event.title, &day, &event.venue.name, &event.venue.city);
    let selling = matches!(event.sale_status, SaleStatus::OnSale | SaleStatus::SoldOut);
    let has_hall = selling && line.as_ref().is_none_or(|line| line.inside);
    let texts = LineTexts::of(page_language());
    let to_line = line.as_ref().filter(|line| !line.inside).map(|line| {
        let words = way_words(&texts, LineStage::of(&line.now), line.is_joined());
        (site_path(&format!("/events/{}/line", event.slug)), words)
    });
    let ahead = line.as_ref().map(|line| {
        let (stage, is_joined) = (LineStage::of(&line.now), line.is_joined());
        view! { <LineAhead texts slug=event.slug.clone() stage is_joined /> }
    });
    view! {
        <Title text=event.title.clone() />
        <Meta name="description" content=description.clone() />
        <EventShare page=page.clone() description origin />
        <article class="event-page" data-sale=event.sale_status.as_str()>
            // With a hall, this part fills the window.
            <div class=has_hall.then_some("event-stage")>
                <Hero page=page.clone() to_line has_hall texts=event_texts />
                <div class="event-problem">
                    {query_problem().map(|problem| view! { <ProblemNotice problem texts=ProblemsTexts::of(page_language()) /> })}
                    {released()}
                </div>
                {match event.sale_status {
                    SaleStatus::NotYet => {
                        view! {
                            <NotYet page=page.clone() texts=OpeningTexts::of(page_language())>
                                <Ahead island="opening_clock" />
                                <OpeningClock opens_at_ms texts=OpeningTexts::of(page_language()) />
                                {ahead}
                            </NotYet>
                        }
                            .into_any()
                    }
                    SaleStatus::Ended => over(event_texts.over(), event_texts.over_words()).into_any(),
                    SaleStatus::Cancelled => over(event_texts.cancelled(), event_texts.cancelled_words()).into_any(),
                    SaleStatus::OnSale | SaleStatus::SoldOut => ().into_any(),
                }}
                {event.paused.filter(|_| selling || event.sale_status == SaleStatus::NotYet).map(|pause| paused(pause, &event_texts))}
                {selling.then(|| view! { <HallOrLine page=page.clone() offers bookings has line texts /> })}
            </div>
            <About page texts=event_texts dates=DatesTexts::of(page_language()) has_hall />
        </article>
    }
}

/// A notice that seats have just been released.
fn released() -> Option<impl IntoView> {
    let seats = match super::query_problem::value("done")?.as_str() {
        "seat_released" => 1,
        "seats_released" => 2,
        _ => return None,
    };
    let texts = PayingTexts::of(page_language());
    let (title, words) = (texts.released(seats), texts.released_words(seats));
    Some(view! {
        <Notice kind=NoticeKind::Done title>
            <p>{words}</p>
        </Notice>
    })
}

/// The hall, or the line for a fan whose turn has not come.
#[component]
fn HallOrLine(
    page: EventPage,
    offers: Offers,
    bookings: Vec<Booking>,
    has: u32,
    line: Option<LineOf>,
    texts: LineTexts,
) -> impl IntoView {
    let (slug, offset) = (
        page.event.summary.slug.clone(),
        page.event.summary.utc_offset_seconds,
    );
    match line {
        Some(line) if !line.inside => {
            let stage = LineStage::of(&line.now);
            let said = stage.headline(
                &texts,
                &LineTimes::of(&line.now, offset),
                line.standing.as_ref(),
                line.at,
                offset,
            );
            view! { <OutsideHall texts slug stage said is_joined=line.is_joined() bookings /> }
                .into_any()
        }
        line => {
            let note = line.map(|line| {
                let until = line
                    .standing
                    .and_then(|standing| standing.inside_until)
                    .map(|until| clock_and_zone(until, offset));
                view! { <TurnNote texts slug until /> }
            });
            view! {
                {note}
                <Hall page offers bookings has />
            }
            .into_any()
        }
    }
}

/// The live hall.
#[component]
fn Hall(page: EventPage, offers: Offers, bookings: Vec<Booking>, has: u32) -> impl IntoView {
    let EventPage {
        event,
        venue,
        price_levels,
        availability,
        other_dates,
    } = page;
    let is_on_sale =
        event.summary.sale_status == SaleStatus::OnSale && event.summary.paused.is_none();
    // The page offers no seats beyond the limit per buyer, since the box office would refuse them.
    let max_seats = event.max_seats.min(event.buyer_limit.saturating_sub(has));
    let hall = HallOnSale {
        event: event.summary.id,
        is_on_sale,
        max_seats,
        avoid_single_seats: event.avoid_single_seats,
        plan_url: venue.seating_plan_url.clone(),
        price_levels,
        availability,
        bookings,
        places: PlacesTexts::of(page_language()),
        map: MapTexts::of(page_language()),
        list: SeatListTexts::of(page_language()),
        texts: HallTexts::of(page_language()),
        choosing: ChoosingTexts::of(page_language()),
        basket: BasketTexts::of(page_language()),
        countdown: CountdownTexts::of(page_language()),
        layout: HallLayoutTexts::of(page_language()),
    };
    let (slug, title, texts) = (
        event.summary.slug.clone(),
        event.summary.title,
        DatesTexts::of(page_language()),
    );
    let best_form = (is_on_sale && max_seats > 0).then(
        || view! { <BestForm slug offers max_seats texts=BestSeatsTexts::of(page_language()) /> },
    );
    let answers = venue
        .seating_plan_url
        .into_iter()
        .chain([format!("/api/v1/events/{}/levels", event.summary.id)])
        .collect::<Vec<_>>();
    view! {
        <Ahead island="live_hall" answers />
        <HallScript />
        <LiveHall hall>
            {best_form}
            <InsteadOfSoldOut title dates=other_dates texts />
        </LiveHall>
    }
}

fn paused(pause: Pause, texts: &EventTexts) -> impl IntoView + use<> {
    let (title, words) = (texts.paused(), texts.paused_words());
    view! {
        <div class="event-problem">
            <Notice title>
                {pause.reason.map(|reason| view! { <p>{reason}</p> })}
                <p>{words}</p>
            </Notice>
        </div>
    }
}

fn over(title: String, words: String) -> impl IntoView {
    view! {
        <div class="event-problem">
            <Notice title>
                <p>{words}</p>
            </Notice>
        </div>
    }
}
