//! Checkout: the lights come up again. What is held, what it costs, a card or the way to the provider's page, one button.

use domain::{
    BookingId,
    selling::{Booking, BookingPayment, BookingStatus, PaymentProgress},
};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{delivery::EmailField, loaded::loaded, query_problem::query_problem, reads::booking_card};
use crate::{
    components::{
        BookingCard, Notice,
        checkout::{CheckoutView, HostedForm, OtherWay, TestCards, ToPay},
    },
    error::AppError,
    format,
    islands::{HoldClock, Paying, RunningHold},
    scripts::Ahead,
    texts::{DeliveryTexts, PayingTexts, page_language},
};

/// All that the page is rendered from.
struct ShownCheckout {
    card: BookingCard,
    /// Whether a card can be typed in here.
    takes_tokens: bool,
    /// Whether the shop sends letters.
    sends_letters: bool,
    /// A payment on the provider's page that is under way.
    open: Option<PaymentProgress>,
}

async fn load(id: BookingId) -> Result<ShownCheckout, AppError> {
    let (office, buyer) = (crate::context::office()?, crate::context::buyer()?);
    let card = booking_card(id).await?;
    let open = match card.booking.payment {
        Some(BookingPayment::Checking) if card.booking.status == BookingStatus::Pending => office.payment_progress(buyer, id).await?,
        _ => None,
    };
    let open = open.filter(|progress| progress.redirect_url.is_some());
    Ok(ShownCheckout { card, takes_tokens: office.takes_tokens(), sends_letters: office.sends_letters(), open })
}

/// The page where a booking is paid.
#[component]
pub fn Checkout() -> impl IntoView {
    let id = super::said_in_path("booking").parse::<BookingId>();
    let shown = async move {
        let id = id.map_err(|_| AppError::not_found("We know of no such booking."))?;
        load(id).await
    };
    view! {
        <Title text="Pay" />
        {loaded(shown, checkout)}
    }
}

fn checkout(shown: ShownCheckout) -> AnyView {
    let ShownCheckout { card, takes_tokens, sends_letters: sends, open } = shown;
    let is_open = open.is_some();
    let way_to_pay = match (card.booking.status, open) {
        (BookingStatus::Pending, Some(progress)) => Some(resume(&card.booking, progress)),
        (BookingStatus::Pending, None) if card.booking.payment == Some(BookingPayment::Checking) => None,
        (BookingStatus::Pending, None) if takes_tokens => Some(with_card(&card, sends)),
        (BookingStatus::Pending, None) => Some(with_page(&card.booking, sends)),
        _ => None,
    };
    view! {
        <CheckoutView card problem=query_problem() open=is_open>
            {way_to_pay}
        </CheckoutView>
    }
    .into_any()
}

/// A card can be typed in here; the sandbox has a page of its own as well.
fn with_card(card: &BookingCard, sends: bool) -> AnyView {
    let to_pay = to_pay(&card.booking, format!("/events/{}", card.event.slug));
    let (booking, key, texts) = (card.booking.clone(), fresh_key(), PayingTexts::of(page_language()));
    let delivery = DeliveryTexts::of(page_language());
    view! {
        <Ahead island="paying" />
        <Paying to_pay>
            <EmailField texts=delivery sends />
            <TestCards />
        </Paying>
        <OtherWay booking key texts />
    }
    .into_any()
}

/// The provider has a page, and nothing is typed in here but an address.
fn with_page(booking: &Booking, sends: bool) -> AnyView {
    let (clock, booking, key, texts) = (clock(booking), booking.clone(), fresh_key(), PayingTexts::of(page_language()));
    let delivery = DeliveryTexts::of(page_language());
    view! {
        {clock}
        <HostedForm booking key texts>
            <EmailField texts=delivery sends />
        </HostedForm>
    }
    .into_any()
}

/// The provider's page is open for the buyer, in another tab or behind the back button.
fn resume(booking: &Booking, progress: PaymentProgress) -> AnyView {
    let (clock, texts) = (clock(booking), PayingTexts::of(page_language()));
    let (words, link) = (texts.resume_words(&format::clock_utc(progress.pay_until)), texts.resume_link());
    view! {
        {clock}
        <Notice title=texts.resume()>
            <p>{words}</p>
            <p class="actions">
                <a class="button" href=progress.redirect_url>
                    {link}
                </a>
            </p>
        </Notice>
    }
    .into_any()
}

/// The time that is left.
fn clock(booking: &Booking) -> impl IntoView + use<> {
    let hold = RunningHold { expires_in_ms: booking.expires_in_ms, until: format::clock_utc(booking.expires_at), what: seats(booking) };
    view! {
        <Ahead island="hold_clock" />
        <HoldClock hold />
    }
}

fn to_pay(booking: &Booking, event: String) -> ToPay {
    ToPay {
        id: booking.id,
        what: seats(booking),
        total: booking.total.to_string(),
        expires_in_ms: booking.expires_in_ms,
        until: format::clock_utc(booking.expires_at),
        event,
        key: fresh_key(),
    }
}

/// What is held, in words.
fn seats(booking: &Booking) -> String {
    format::count(booking.seats.len() as u32, "seat", "seats")
}

fn fresh_key() -> String {
    uuid::Uuid::now_v7().to_string()
}
