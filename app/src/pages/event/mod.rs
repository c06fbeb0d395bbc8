//! An event: what it is, its hall with every seat live, and all that it takes to choose and to hold.

mod about;
mod best_form;
mod buying;
mod hall;
mod load;
mod losing;
mod words;

use domain::{
    Problem, ProblemCode,
    catalogue::{EventPage, SaleStatus},
    selling::{Booking, BookingStatus},
};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use crate::{
    api::{self, EventView},
    components::{Notice, Poster, QueryProblem, ShareTags, When, WhenForm, bill, countdown::Opening, loaded, page_skeleton},
    error::AppError,
    format,
    live::unix_ms,
};

/// All that the page is rendered from, the same on both sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Shown {
    event: EventView,
    /// The buyer's pending bookings for this event.
    bookings: Vec<Booking>,
    /// Milliseconds until sales open; 0 when they have.
    opens_in_ms: i64,
}

async fn load(slug: String) -> Result<Shown, AppError> {
    let event = api::event_page(slug).await?;
    let summary = &event.page.event.summary;
    let (id, on_sale_at) = (summary.id, summary.on_sale_at);
    // Whoever cannot be told their bookings can still see the event.
    let mine = api::my_bookings().await.unwrap_or_default();
    let pending = |card: &api::BookingCard| card.booking.event_id == id && card.booking.status == BookingStatus::Pending;
    let bookings = mine.into_iter().filter(pending).map(|card| card.booking).collect();
    let opens_in_ms = (on_sale_at.unix_timestamp() * 1000 - unix_ms() as i64).max(0);
    Ok(Shown { event, bookings, opens_in_ms })
}

/// The page of an event.
#[component]
pub fn Event() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let shown = Resource::new_blocking(move || slug.get(), load);
    loaded(shown, page_skeleton, |shown| view! { <EventView shown /> }.into_any())
}

#[component]
fn EventView(shown: Shown) -> impl IntoView {
    let Shown { event: EventView { page, offers, origin }, bookings, opens_in_ms } = shown;
    let event = page.event.summary.clone();
    let day = format::long_day(format::local(event.starts_at, event.utc_offset_seconds));
    let description =
        format!("{} on {day}, {}, {}. Choose your seats on the plan of the hall.", event.title, event.venue.name, event.venue.city);
    let selling = matches!(event.sale_status, SaleStatus::OnSale | SaleStatus::SoldOut);
    view! {
        <Title text=event.title.clone() />
        <Meta name="description" content=description.clone() />
        <EventShare page=page.clone() description origin />
        <article class="event-page" data-sale=event.sale_status_name()>
            <Hero page=page.clone() />
            <div class="event-problem">
                <QueryProblem />
            </div>
            {match event.sale_status {
                SaleStatus::NotYet => view! { <NotYet page=page.clone() opens_in_ms /> }.into_any(),
                SaleStatus::Ended => over("This evening is over", "Thank you to everyone who came. There may be other dates below.").into_any(),
                SaleStatus::Cancelled => {
                    over("This event will not take place", "It has been cancelled. Whoever has bought tickets is paid back in full; there is nothing that you need to do.").into_any()
                }
                SaleStatus::OnSale | SaleStatus::SoldOut => ().into_any(),
            }}
            {selling.then(|| view! { <hall::HallSection page=page.clone() offers bookings /> })}
            <about::About page />
        </article>
    }
}

/// The status of the sale for style sheets and tests.
trait SaleStatusName {
    fn sale_status_name(&self) -> &'static str;
}

impl SaleStatusName for domain::catalogue::EventSummary {
    fn sale_status_name(&self) -> &'static str {
        match self.sale_status {
            SaleStatus::NotYet => "not_yet",
            SaleStatus::OnSale => "on_sale",
            SaleStatus::SoldOut => "sold_out",
            SaleStatus::Ended => "ended",
            SaleStatus::Cancelled => "cancelled",
        }
    }
}

/// What is read of the event elsewhere: by whom it is shared with, and by search engines.
#[component]
fn EventShare(page: EventPage, description: String, origin: Option<String>) -> impl IntoView {
    let event = &page.event.summary;
    let title = event.title.clone();
    let path = format!("/events/{}", event.slug);
    let image = format!("/posters/{}.png", event.slug);
    let at = format::local(event.starts_at, event.utc_offset_seconds);
    let alt = format!("Poster: {title}. {}, {}, {}", format::short_day(at), event.venue.name, event.venue.city);
    #[cfg(feature = "ssr")]
    let data = crate::structured::event(&page, origin.as_deref().unwrap_or_default());
    // Those who read it read the page as the server sends it.
    #[cfg(not(feature = "ssr"))]
    let data = String::new();
    view! {
        <ShareTags origin title description path image alt />
        <script r#type="application/ld+json" nonce=use_nonce() inner_html=data></script>
    }
}

/// Title, poster, when and where.
#[component]
fn Hero(page: EventPage) -> impl IntoView {
    let event = page.event.summary;
    let who = event.performers.iter().map(|performer| {
        view! {
            <li>
                <a href=format!("/performers/{}", performer.id)>{performer.name.clone()}</a>
            </li>
        }
    });
    let who = (!event.performers.is_empty()).then(|| view! { <ul class="event-who">{who.collect_view()}</ul> });
    let price = event.price_from.filter(|_| matches!(event.sale_status, SaleStatus::OnSale | SaleStatus::NotYet));
    let choose = (event.sale_status == SaleStatus::OnSale).then(|| {
        view! {
            <p class="event-hero-act">
                // A jump on the page itself, which the router has no part in.
                <a class="button" href="#seats" rel="external">
                    "Choose seats"
                </a>
                {price.map(|price| view! { <span class="event-from">{format!("from {price}")}</span> })}
            </p>
        }
    });
    view! {
        <header class="event-hero">
            <div class="event-hero-text">
                <p class="event-when">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                </p>
                <h1>{event.title.clone()}</h1>
                {who}
                <p class="event-where">
                    <a href=format!("/venues/{}", page.venue.slug)>{event.venue.name.clone()}</a>
                    {format!(", {}", event.venue.city)}
                </p>
                {choose}
            </div>
            <div class="event-hero-poster">
                <Poster bill=bill(&event) />
            </div>
        </header>
    }
}

/// Before sales open: when they do, and what it will cost.
#[component]
fn NotYet(page: EventPage, opens_in_ms: i64) -> impl IntoView {
    let event = page.event.summary;
    let prices = page.price_levels.into_iter().map(|level| {
        view! {
            <li>
                <span>{level.name}</span>
                <b>{level.price.to_string()}</b>
            </li>
        }
    });
    view! {
        <section class="hall hall--closed" data-house="dark" id="seats" aria-labelledby="opens">
            <div class="hall-inner">
                <h2 id="opens">"Sales open"</h2>
                <p class="hall-lead">
                    <When at=event.on_sale_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                    {format!(", {} time", event.venue.city)}
                </p>
                <Opening opens_in_ms />
                <ul class="plain-prices">{prices.collect_view()}</ul>
                <p class="hall-note">"The plan with every seat opens here at that moment. You need no account, and the price is what you pay in the end."</p>
            </div>
        </section>
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

/// The sentence for a problem, for people.
fn sentence(problem: &Problem) -> String {
    match problem.code {
        ProblemCode::Internal => "Something went wrong on our side. Nothing was charged. Try again in a moment.".to_owned(),
        _ => problem.sentence().to_owned(),
    }
}
