//! The page to which the payment provider redirects buyers. It asks the provider for the payment's
//! state and reloads until the state is known. A bank's app may open another browser without the
//! buyer's session: there the page shows only the state of the payment.

use domain::{
    BookingId,
    selling::{PaymentProgress, PaymentStage},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::texts::{FailureTexts, PayingTexts};
use ui::{
    address::site_path,
    components::{Notice, NoticeKind},
    texts::page_language,
};

use super::loaded::loaded;
use crate::{context, error::AppError};

/// The number of automatic reloads. Afterwards, the link on the page remains.
const LOOKS: u32 = 20;

/// Seconds between reloads: few at first, because most payments are settled by then; later enough
/// to read the page, also aloud (WCAG 2.2.1).
fn pause(looks: u32) -> u32 {
    if looks < 2 { 3 } else { 20 }
}

/// The data of the page.
struct ReturnPage {
    id: BookingId,
    stage: PaymentStage,
    /// The state of the payment, if this is the buyer's browser.
    own: Option<PaymentProgress>,
    /// The number of automatic reloads so far.
    looks: u32,
}

async fn load(id: Option<BookingId>, looks: u32) -> Result<ReturnPage, AppError> {
    let unknown = || AppError::not_found(&FailureTexts::of(page_language()).payment());
    let id = id.ok_or_else(unknown)?;
    let (office, buyer, account) = (
        context::office()?,
        context::named_buyer(),
        context::account(),
    );
    let stage = office.settled_progress(id).await?.ok_or_else(unknown)?;
    let own = match buyer {
        // For anybody else the booking does not exist.
        Some(buyer) => {
            let buyer = office.acts_as(account, buyer, id).await?;
            office.payment_progress(buyer, id).await.ok().flatten()
        }
        None => None,
    };
    Ok(ReturnPage {
        id,
        stage,
        own,
        looks,
    })
}

#[component]
pub fn PaymentReturn() -> impl IntoView {
    let id = super::said_in_path("id").parse::<BookingId>().ok();
    let looks = super::said_in_query("look")
        .and_then(|looks| looks.parse().ok())
        .unwrap_or_default();
    loaded(load(id, looks), show)
}

fn show(returned: ReturnPage) -> AnyView {
    let ReturnPage {
        id,
        stage,
        own,
        looks,
    } = returned;
    let (texts, address) = (
        PayingTexts::of(page_language()),
        site_path(&format!("/bookings/{id}")),
    );
    let (kind, title, words) = match stage {
        PaymentStage::Open => (NoticeKind::Note, texts.waits(), texts.waits_words()),
        PaymentStage::Checking => (NoticeKind::Note, texts.checking(), texts.checking_words()),
        PaymentStage::Offered => (NoticeKind::Note, texts.offer(), texts.offer_words()),
        PaymentStage::Paid => (NoticeKind::Done, texts.paid(), texts.paid_words()),
        PaymentStage::NotPaid => (NoticeKind::Problem, texts.unpaid(), texts.unpaid_words()),
        PaymentStage::Returning => (
            NoticeKind::Problem,
            texts.returning(),
            texts.returning_words(),
        ),
        PaymentStage::Returned => (NoticeKind::Note, texts.returned(), texts.returned_words()),
    };
    // Works without a script: the page reloads, and leads a buyer who has paid to the tickets.
    let next = match stage {
        PaymentStage::Checking if looks < LOOKS => Some(format!(
            "{};url={address}/returned?look={}",
            pause(looks),
            looks + 1
        )),
        PaymentStage::Paid | PaymentStage::Offered if own.is_some() => {
            Some(format!("0;url={address}"))
        }
        _ => None,
    };
    let page = own
        .as_ref()
        .and_then(|progress| progress.redirect_url.clone());
    let way = match (stage, own.is_some(), page) {
        (PaymentStage::Open, true, Some(page)) => link(site_path(&page), texts.resume_link()),
        (PaymentStage::Checking, ..) => link(format!("{address}/returned"), texts.checking_again()),
        (PaymentStage::Paid, true, _) => link(address, texts.paid_link()),
        (_, true, _) => link(address, texts.booking_link()),
        (_, false, _) => view! { <p>{texts.elsewhere()}</p> }.into_any(),
    };
    view! {
        <Title text=title.clone() />
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_two_reloads_there_is_time_to_read_the_page() {
        assert_eq!((0..4).map(pause).collect::<Vec<_>>(), [3, 3, 20, 20]);
    }
}
