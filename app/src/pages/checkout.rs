//! Checkout: the lights come up again. What is held, what it costs, a card or the way to the provider's page, one button.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BookingId, ProblemCode,
    selling::{Booking, BookingPayment, BookingStatus, PaymentProgress},
};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{delivery::EmailField, loaded::loaded, query_problem::query_problem, reads::booking_card};
use crate::{
    components::{
        BookingCard, Notice,
        checkout::{CheckoutView, FreeForm, HostedForm, OtherWay, PriceOffer, PricesForm, TestCards, ToPay},
    },
    error::AppError,
    format,
    islands::{HoldClock, Paying, RunningHold},
    scripts::Ahead,
    texts::{DeliveryTexts, PayingTexts, PricesTexts, page_language},
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
    /// What there is to choose of prices; none while a payment is under way, and afterwards.
    offer: Option<PriceOffer>,
}

async fn load(id: BookingId) -> Result<ShownCheckout, AppError> {
    let (office, buyer) = (crate::context::office()?, crate::context::buyer()?);
    let card = booking_card(id).await?;
    let open = match card.booking.payment {
        Some(BookingPayment::Checking) if card.booking.status == BookingStatus::Pending => office.payment_progress(buyer, id).await?,
        _ => None,
    };
    let open = open.filter(|progress| progress.redirect_url.is_some());
    let offer = match (card.booking.status, card.booking.payment) {
        (BookingStatus::Pending, None) => Some(offer(&office, &card.booking).await?).filter(|offer| !offer.is_empty()),
        _ => None,
    };
    Ok(ShownCheckout { card, takes_tokens: office.takes_tokens(), sends_letters: office.sends_letters(), open, offer })
}

/// What there is to choose of the prices of a booking.
async fn offer(office: &BoxOffice, booking: &Booking) -> Result<PriceOffer, Refusal> {
    let plan = office.plan(booking.event_id).await?;
    Ok(PriceOffer {
        offered: office.price_types(booking.event_id).await?,
        levels: booking.seats.iter().map(|seat| plan.level_of(seat.seat)).collect(),
        takes_codes: office.has_promo_codes(booking.event_id).await?,
        code_refused: false,
    })
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
    let ShownCheckout { card, takes_tokens, sends_letters: sends, open, offer } = shown;
    let (is_open, problem) = (open.is_some(), query_problem());
    let code_refused = problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::CodeRefused);
    let prices = offer.map(|offer| prices(&card.booking, PriceOffer { code_refused, ..offer }));
    let way_to_pay = match (card.booking.status, open) {
        (BookingStatus::Pending, Some(progress)) => Some(resume(&card.booking, progress)),
        (BookingStatus::Pending, None) if card.booking.payment == Some(BookingPayment::Checking) => None,
        (BookingStatus::Pending, None) if card.booking.total.amount == 0 => Some(for_nothing(&card.booking, sends)),
        (BookingStatus::Pending, None) if takes_tokens => Some(with_card(&card, sends)),
        (BookingStatus::Pending, None) => Some(with_page(&card.booking, sends)),
        _ => None,
    };
    view! {
        <CheckoutView card problem open=is_open>
            {prices}
            {way_to_pay}
        </CheckoutView>
    }
    .into_any()
}

fn prices(booking: &Booking, offer: PriceOffer) -> AnyView {
    let (booking, texts) = (booking.clone(), PricesTexts::of(page_language()));
    view! { <PricesForm booking offer texts /> }.into_any()
}

/// There is nothing to pay.
fn for_nothing(booking: &Booking, sends: bool) -> AnyView {
    let (clock, booking, key, texts) = (clock(booking), booking.clone(), fresh_key(), PricesTexts::of(page_language()));
    let (paying, delivery) = (PayingTexts::of(page_language()), DeliveryTexts::of(page_language()));
    view! {
        {clock}
        <FreeForm booking key texts paying>
            <EmailField texts=delivery sends />
        </FreeForm>
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

pub(super) fn fresh_key() -> String {
    uuid::Uuid::now_v7().to_string()
}
