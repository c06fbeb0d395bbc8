//! Where the provider sends buyers back to. It asks the provider how the payment stands, and looks again until that is known. A bank's app may
//! open another browser, in which this is nobody's booking: there it says how the payment stands, and nothing else.

use domain::{
    BookingId,
    selling::{PaymentProgress, PaymentStage},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::loaded::loaded;
use crate::{
    components::{Notice, NoticeKind},
    context,
    error::AppError,
    texts::{PayingTexts, page_language},
};

/// How often the page looks again by itself, and how long between, in seconds. The link on it remains.
const LOOKS: u32 = 40;
const PAUSE_SECONDS: u32 = 3;

/// All that the page is rendered from.
struct ReturnPage {
    id: BookingId,
    stage: PaymentStage,
    /// How the payment stands, if this is the browser of the buyer.
    own: Option<PaymentProgress>,
    /// How often the page has looked by itself.
    looks: u32,
}

async fn load(id: Option<BookingId>, looks: u32) -> Result<ReturnPage, AppError> {
    let unknown = || AppError::not_found("We know of no such payment.");
    let id = id.ok_or_else(unknown)?;
    let (office, buyer) = (context::office()?, context::named_buyer());
    let stage = office.settled_progress(id).await?.ok_or_else(unknown)?;
    let own = match buyer {
        // To anybody else there is no such booking.
        Some(buyer) => office.payment_progress(buyer, id).await.ok().flatten(),
        None => None,
    };
    Ok(ReturnPage { id, stage, own, looks })
}

/// The page that buyers come back to.
#[component]
pub fn PaymentReturn() -> impl IntoView {
    let id = super::said_in_path("id").parse::<BookingId>().ok();
    let looks = super::said_in_query("look").and_then(|looks| looks.parse().ok()).unwrap_or_default();
    loaded(load(id, looks), show)
}

fn show(returned: ReturnPage) -> AnyView {
    let ReturnPage { id, stage, own, looks } = returned;
    let texts = PayingTexts::of(page_language());
    let (kind, title, words) = match stage {
        PaymentStage::Open => (NoticeKind::Note, texts.waits(), texts.waits_words()),
        PaymentStage::Checking => (NoticeKind::Note, texts.checking(), texts.checking_words()),
        PaymentStage::Paid => (NoticeKind::Done, texts.paid(), texts.paid_words()),
        PaymentStage::NotPaid => (NoticeKind::Problem, texts.unpaid(), texts.unpaid_words()),
        PaymentStage::Returning => (NoticeKind::Problem, texts.returning(), texts.returning_words()),
        PaymentStage::Returned => (NoticeKind::Note, texts.returned(), texts.returned_words()),
    };
    // Without a script: the page is asked for again, and one who has paid is led to the tickets.
    let next = match stage {
        PaymentStage::Checking if looks < LOOKS => Some(format!("{PAUSE_SECONDS};url=/bookings/{id}/returned?look={}", looks + 1)),
        PaymentStage::Paid if own.is_some() => Some(format!("0;url=/bookings/{id}")),
        _ => None,
    };
    let page = own.as_ref().and_then(|progress| progress.redirect_url.clone());
    let way = match (stage, own.is_some(), page) {
        (PaymentStage::Open, true, Some(page)) => link(page, texts.resume_link()),
        (PaymentStage::Checking, ..) => link(format!("/bookings/{id}/returned"), texts.checking_again()),
        (PaymentStage::Paid, true, _) => link(format!("/bookings/{id}"), texts.paid_link()),
        (_, true, _) => link(format!("/bookings/{id}"), texts.booking_link()),
        (_, false, _) => view! { <p>{texts.elsewhere()}</p> }.into_any(),
    };
    view! {
        <Title text=texts.title() />
        <Meta name="robots" content="noindex" />
        {next.map(|next| view! { <Meta http_equiv="refresh" content=next /> })}
        <div class="page">
            <header class="page-head">
                <h1>{texts.title()}</h1>
            </header>
            <Notice kind title>
                <p>{words}</p>
                {way}
            </Notice>
        </div>
    }
    .into_any()
}

fn link(href: String, label: String) -> AnyView {
    view! {
        <p class="actions">
            <a class="button" href=href>
                {label}
            </a>
        </p>
    }
    .into_any()
}
