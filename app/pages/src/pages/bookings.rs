//! The page "My bookings": unpaid, upcoming and past bookings.

use domain::{
    catalogue::SaleStatus,
    selling::{BookingStatus, MAX_SEATS},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::{
    components::{BookingCard, BookingRow, Empty},
    texts::BookingsTexts,
};
use ui::{
    address::site_path,
    components::{Notice, NoticeKind},
    texts::page_language,
};

use super::{
    account::{way_in, ways_out},
    loaded::loaded,
    query_problem,
    reads::{AccountCard, my_account, my_bookings},
};
use crate::{error::AppError, texts::PeopleTexts};

/// The buyer's bookings, or those of the account if the buyer is signed in.
#[component]
pub fn Bookings() -> impl IntoView {
    let (texts, people) = (
        BookingsTexts::of(page_language()),
        PeopleTexts::of(page_language()),
    );
    let (cards, account) = (my_bookings(), my_account());
    let has_left = query_problem::value("done").as_deref() == Some("left");
    let shown = async move { Ok::<_, AppError>((cards.await?, account.await?)) };
    view! {
        <Title text=texts.heading() />
        <Meta name="robots" content="noindex" />
        <div class="page bookings">
            <header class="page-head">
                <h1>{texts.heading()}</h1>
            </header>
            {loaded(shown, move |(cards, account)| bookings(&texts, &people, cards, account, has_left))}
        </div>
    }
}

/// `has_left` says whether the buyer has just signed out.
fn bookings(
    texts: &BookingsTexts,
    people: &PeopleTexts,
    cards: Vec<BookingCard>,
    account: Option<AccountCard>,
    has_left: bool,
) -> AnyView {
    let left = (has_left && account.is_none()).then(|| left(people));
    // An empty list would read as if the bookings were lost.
    let is_silent = left.is_some() && cards.is_empty();
    let (none, who, ways) = match account {
        Some(account) => {
            let who = people.account(&account.email);
            (
                people.account_none(),
                Some(view! { <p class="lead">{who}</p> }),
                ways_out(people, account),
            )
        }
        None => (texts.none(), None, way_in(people)),
    };
    let lists = (!is_silent).then(|| lists(texts, none, cards));
    view! {
        {left}
        {who}
        {lists}
        {ways}
    }
    .into_any()
}

/// The notice after signing out.
fn left(people: &PeopleTexts) -> AnyView {
    let words = people.left_words();
    view! {
        <Notice kind=NoticeKind::Done title=people.left()>
            <p>{words}</p>
        </Notice>
    }
    .into_any()
}

/// The lists. `none` is the title if there are no bookings.
fn lists(texts: &BookingsTexts, none: String, cards: Vec<BookingCard>) -> AnyView {
    if cards.is_empty() {
        let (advice, link) = (texts.none_advice(MAX_SEATS), texts.none_link());
        return view! {
            <Empty title=none>
                <p>{advice}</p>
                <p>
                    <a class="button" href=site_path("/")>
                        {link}
                    </a>
                </p>
            </Empty>
        }
        .into_any();
    }
    let (pending, rest): (Vec<_>, Vec<_>) = cards
        .into_iter()
        .partition(|card| card.booking.status == BookingStatus::Pending);
    let (coming, over): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_to_come);
    view! {
        {list(texts, texts.pending(), pending)}
        {list(texts, texts.coming(), coming)}
        {list(texts, texts.over(), over)}
    }
    .into_any()
}

fn is_to_come(card: &BookingCard) -> bool {
    let on = !matches!(
        card.event.sale_status,
        SaleStatus::Ended | SaleStatus::Cancelled
    );
    card.booking.status == BookingStatus::Confirmed && on
}

fn list(
    texts: &BookingsTexts,
    title: String,
    cards: Vec<BookingCard>,
) -> Option<impl IntoView + use<>> {
    (!cards.is_empty()).then(|| {
        let texts = *texts;
        let row = |card: BookingCard| view! { <li><BookingRow card texts /></li> };
        view! {
            <section>
                <h2>{title}</h2>
                <ul class="booking-list">{cards.into_iter().map(row).collect_view()}</ul>
            </section>
        }
    })
}
