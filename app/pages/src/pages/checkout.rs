//! The checkout: the held seats, the price, a card form or a link to the provider's page, and one
//! button.

use boxoffice::{BoxOffice, Refusal};
use domain::{
    BookingId, Problem, ProblemCode,
    selling::{
        Booking, BookingPayment, BookingStatus, EXTENDABLE_BEFORE_END, PaymentProgress,
        PaymentRefusal, RefundTerms,
    },
};
use islands::{CardPayment, HoldClock, PendingHold};
use leptos::prelude::*;
use leptos_meta::Title;
use markup::{
    components::{
        BookingCard,
        checkout::{
            ChangedTotal, CheckoutView, FreeForm, GiveSeatsBack, HostedForm, MoreTimeForm,
            OtherWay, PriceOffer, PricesForm, RefusedPayment, TestCards, TotalField,
        },
    },
    search::SearchLink,
    texts::{BookingTexts, CheckoutTexts, FailureTexts, PayingTexts, PricesTexts},
};
use ui::{
    address::site_path,
    components::{Notice, NoticeKind, card_form::PendingBooking},
    format,
    texts::{CardFormTexts, CountdownTexts, PlacesTexts, ProblemsTexts, page_language},
};

use super::{
    delivery::EmailField,
    hold_again::{SeatsAgain, hold_again, seats_again},
    legal::before_paying,
    loaded::loaded,
    query_problem::query_problem,
    reads::booking_card,
    refund_terms::refund_terms,
};
use crate::{
    error::AppError,
    local_time::local_in,
    scripts::{Ahead, CheckoutScript},
    texts::DeliveryTexts,
};

/// The data of the page.
struct CheckoutPage {
    card: BookingCard,
    /// Whether the page has its own card form.
    takes_tokens: bool,
    /// Whether the shop sends e-mail.
    sends_letters: bool,
    /// A payment that is in progress on the provider's page.
    open: Option<PaymentProgress>,
    /// The seats that the buyer can try to hold again after the hold has ended.
    again: Option<SeatsAgain>,
    /// The buyer's choice of prices; none during and after a payment.
    offer: Option<PriceOffer>,
    /// The terms of refunds; none unless the booking is pending.
    terms: Option<RefundTerms>,
}

async fn load(id: BookingId) -> Result<CheckoutPage, AppError> {
    let (office, buyer) = (
        crate::context::office()?,
        crate::context::buyer_of(id).await?,
    );
    let card = booking_card(id).await?;
    let open = match card.booking.payment {
        Some(BookingPayment::Checking) if card.booking.status == BookingStatus::Pending => {
            office.payment_progress(buyer, id).await?
        }
        _ => None,
    };
    let open = open.filter(|progress| progress.redirect_url.is_some());
    let open = open.map(|progress| PaymentProgress {
        pay_until: local_in(progress.pay_until, &card.event.timezone),
        ..progress
    });
    let offer = match (card.booking.status, card.booking.payment) {
        (BookingStatus::Pending, None) => {
            Some(offer(&office, &card.booking).await?).filter(|offer| !offer.is_empty())
        }
        _ => None,
    };
    let again = seats_again(&office, &card).await?;
    let terms = match card.booking.status {
        BookingStatus::Pending => Some(office.refund_terms(card.booking.event_id).await?),
        _ => None,
    };
    Ok(CheckoutPage {
        card,
        takes_tokens: office.takes_tokens(),
        sends_letters: office.sends_letters(),
        open,
        again,
        offer,
        terms,
    })
}

/// The prices that the buyer can choose for a booking.
async fn offer(office: &BoxOffice, booking: &Booking) -> Result<PriceOffer, Refusal> {
    let plan = office.plan(booking.event_id).await?;
    Ok(PriceOffer {
        offered: office.price_types(booking.event_id).await?,
        levels: booking
            .seats
            .iter()
            .map(|seat| plan.level_of(seat.seat))
            .collect(),
        takes_codes: office.has_promo_codes(booking.event_id).await?,
        code_refused: false,
    })
}

/// The page that takes payment for a booking.
#[component]
pub fn Checkout() -> impl IntoView {
    let (id, legal) = (
        super::said_in_path("booking").parse::<BookingId>(),
        crate::root::legal_links(),
    );
    let shown = async move {
        let id =
            id.map_err(|_| AppError::not_found(&FailureTexts::of(page_language()).booking()))?;
        load(id).await
    };
    view! {
        <Title text=CheckoutTexts::of(page_language()).title() />
        {loaded(shown, move |shown| checkout(shown, legal))}
    }
}

fn checkout(shown: CheckoutPage, legal: Vec<SearchLink>) -> AnyView {
    let CheckoutPage {
        card,
        takes_tokens,
        sends_letters: sends,
        open,
        again,
        offer,
        terms,
    } = shown;
    let (is_open, problem) = (open.is_some(), query_problem());
    let code_refused = problem
        .as_ref()
        .is_some_and(|problem| problem.code == ProblemCode::CodeRefused);
    let prices = offer.map(|offer| {
        prices(
            &card.booking,
            PriceOffer {
                code_refused,
                ..offer
            },
        )
    });
    let can_pay = card.booking.status == BookingStatus::Pending
        && open.is_none()
        && card.booking.payment.is_none();
    // A refused payment is shown next to the button that was pressed.
    let (refused, problem) =
        if can_pay || (is_open && problem.as_ref().is_some_and(is_changed_total)) {
            problem.map_or((None, None), apart)
        } else {
            (None, problem)
        };
    let refused = refused.map(|problem| beside(problem, &card.booking));
    let problem_below = refused.is_some();
    let above = |refused| above_button(&card, terms, refused);
    let way_to_pay = match (card.booking.status, open) {
        (BookingStatus::Pending, Some(progress)) => Some(resume(&card.booking, progress, refused)),
        (BookingStatus::Pending, None) if card.booking.payment.is_some() => None,
        (BookingStatus::Pending, None) if card.booking.total.amount == 0 => Some(for_nothing(
            &card.booking,
            sends,
            takes_tokens,
            above(refused),
        )),
        (BookingStatus::Pending, None) if takes_tokens => {
            Some(with_card(&card, sends, above(refused)))
        }
        (BookingStatus::Pending, None) => Some(with_page(&card.booking, sends, above(refused))),
        _ => None,
    };
    // The notice about extra time comes first. The offer of extra time comes after the pay button,
    // so that the countdown stays visible.
    let more_time = more_time(&card.booking);
    let (given, more_time) = if was_extended() {
        (more_time, None)
    } else {
        (None, more_time)
    };
    // A hold cannot be released during a payment on the provider's page.
    let give_back = (!is_open && way_to_pay.is_some()).then(|| give_back(&card.booking));
    // While the hold lasts, the form is hidden. `checkout.css` shows it when the server reports
    // that the hold has ended while the page is open.
    let (again, waits) = match again.map(hold_again) {
        Some(form) if can_pay => (None, Some(view! { <div class="again-waits">{form}</div> })),
        form => (form, None),
    };
    let (texts, standing) = (
        CheckoutTexts::of(page_language()),
        BookingTexts::of(page_language()),
    );
    view! {
        <CheckoutView card problem problems=ProblemsTexts::of(page_language()) problem_below again open=is_open texts standing places=PlacesTexts::of(page_language())>
            {given}
            {prices}
            {way_to_pay}
            {more_time}
            {waits}
            {before_paying(legal)}
            {give_back}
            <CheckoutScript />
        </CheckoutView>
    }
    .into_any()
}

/// Returns the problem in the place of its form: first for the pay button, second for the forms
/// above it.
fn apart(problem: Problem) -> (Option<Problem>, Option<Problem>) {
    match problem.code {
        ProblemCode::CodeRefused
        | ProblemCode::PriceTypeNotOffered
        | ProblemCode::ExtensionRefused => (None, Some(problem)),
        _ => (Some(problem), None),
    }
}

/// What the buyer reads just before the pay button: the terms of refunds, and why the last attempt
/// failed.
fn above_button(
    card: &BookingCard,
    terms: Option<RefundTerms>,
    refused: Option<AnyView>,
) -> AnyView {
    let terms = terms.map(|terms| refund_terms(&card.booking, &card.event, terms));
    view! {
        {terms}
        {refused}
    }
    .into_any()
}

/// The problem next to the pay button.
fn beside(problem: Problem, booking: &Booking) -> AnyView {
    if is_changed_total(&problem) {
        let booking = booking.clone();
        view! { <ChangedTotal booking texts=PayingTexts::of(page_language()) /> }.into_any()
    } else {
        view! { <RefusedPayment problem texts=ProblemsTexts::of(page_language()) /> }.into_any()
    }
}

/// Whether the buyer has just tried to pay another total than the booking has.
fn is_changed_total(problem: &Problem) -> bool {
    problem.code == ProblemCode::BookingState
        && super::query_problem::value("reason").as_deref()
            == Some(PaymentRefusal::PriceChanged.as_str())
}

/// Whether the buyer has just extended the hold.
fn was_extended() -> bool {
    super::query_problem::value("done").as_deref() == Some("extended")
}

/// A notice if the hold was just extended; otherwise the form that extends it, while that is
/// possible.
fn more_time(booking: &Booking) -> Option<AnyView> {
    let texts = PayingTexts::of(page_language());
    if was_extended() {
        let (event, until) = (
            booking.event_id.to_string(),
            format::deadline(booking.expires_at),
        );
        let (title, words) = (
            texts.more_done(),
            texts.more_until(booking.seats.len() as u32, &until),
        );
        // `alive.js` notifies the browser's other pages. The notice takes the focus, because the
        // form that had it is gone.
        return Some(
            view! {
                <div data-longer=event tabindex="-1" autofocus=true>
                    <Notice kind=NoticeKind::Done title>
                        <p>{words}</p>
                    </Notice>
                </div>
            }
            .into_any(),
        );
    }
    let can_ask = booking.extendable_until.is_some()
        && i128::from(booking.expires_in_ms) > EXTENDABLE_BEFORE_END.whole_milliseconds();
    let id = booking.id;
    can_ask.then(|| view! { <MoreTimeForm booking=id key=fresh_key() texts /> }.into_any())
}

fn give_back(booking: &Booking) -> AnyView {
    let (booking, seats, texts) = (
        booking.id,
        u32::try_from(booking.seats.len()).unwrap_or(u32::MAX),
        PayingTexts::of(page_language()),
    );
    view! { <GiveSeatsBack booking seats texts /> }.into_any()
}

/// The form of the prices. `checkout.js` shows the notice to a buyer who changes the form and pays
/// without submitting it.
fn prices(booking: &Booking, offer: PriceOffer) -> AnyView {
    let (booking, texts, first) = (
        booking.clone(),
        PricesTexts::of(page_language()),
        CheckoutTexts::of(page_language()),
    );
    let words = first.update_words();
    view! {
        <PricesForm booking offer texts places=PlacesTexts::of(page_language()) />
        <template id="prices-first">
            <Notice kind=NoticeKind::Problem title=first.update()>
                <p>{words}</p>
            </Notice>
        </template>
    }
    .into_any()
}

/// The form for a booking that costs nothing.
fn for_nothing(booking: &Booking, sends: bool, takes_tokens: bool, above: AnyView) -> AnyView {
    let shown = takes_tokens && !sends;
    let (clock, booking, key, texts) = (
        clock(booking),
        booking.clone(),
        fresh_key(),
        PricesTexts::of(page_language()),
    );
    let delivery = DeliveryTexts::of(page_language());
    view! {
        {clock}
        <FreeForm booking key texts>
            <EmailField texts=delivery sends shown />
            {above}
        </FreeForm>
    }
    .into_any()
}

/// The card form, and a link to the sandbox's own payment page.
fn with_card(card: &BookingCard, sends: bool, above: AnyView) -> AnyView {
    let shown = !sends;
    let to_pay = to_pay(
        &card.booking,
        site_path(&format!("/events/{}", card.event.slug)),
    );
    let (booking, key, texts) = (
        card.booking.clone(),
        fresh_key(),
        PayingTexts::of(page_language()),
    );
    let total = booking.total;
    let (cards, delivery) = (
        PayingTexts::of(page_language()),
        DeliveryTexts::of(page_language()),
    );
    view! {
        <Ahead island="paying" />
        <CardPayment to_pay>
            <TotalField total />
            <EmailField texts=delivery sends shown />
            <TestCards texts=cards />
            {above}
        </CardPayment>
        <OtherWay booking key texts />
    }
    .into_any()
}

/// The form that leads to the provider's page. It only asks for an e-mail address.
fn with_page(booking: &Booking, sends: bool, above: AnyView) -> AnyView {
    let (clock, booking, key, texts) = (
        clock(booking),
        booking.clone(),
        fresh_key(),
        PayingTexts::of(page_language()),
    );
    let delivery = DeliveryTexts::of(page_language());
    view! {
        {clock}
        <HostedForm booking key texts>
            <EmailField texts=delivery sends shown=false />
            {above}
        </HostedForm>
    }
    .into_any()
}

/// A link to the provider's page, which may be open in another tab or behind the back button.
fn resume(booking: &Booking, progress: PaymentProgress, refused: Option<AnyView>) -> AnyView {
    let (clock, texts) = (clock(booking), PayingTexts::of(page_language()));
    let words = texts.resume_words(
        booking.seats.len() as u32,
        &format::deadline(progress.pay_until),
    );
    let link = texts.resume_link();
    view! {
        {clock}
        {refused}
        <Notice title=texts.resume()>
            <p>{words}</p>
            <p class="actions">
                <a class="button" href=progress.redirect_url.as_deref().map(site_path)>
                    {link}
                </a>
            </p>
        </Notice>
    }
    .into_any()
}

/// The countdown of the hold.
fn clock(booking: &Booking) -> impl IntoView + use<> {
    let hold = PendingHold {
        expires_in_ms: booking.expires_in_ms,
        until: format::deadline(booking.expires_at),
        seats: booking.seats.len() as u32,
        texts: CountdownTexts::of(page_language()),
    };
    view! {
        <Ahead island="hold_clock" />
        <HoldClock hold />
    }
}

fn to_pay(booking: &Booking, event: String) -> PendingBooking {
    PendingBooking {
        id: booking.id,
        seats: booking.seats.len() as u32,
        total: format::money(booking.total),
        expires_in_ms: booking.expires_in_ms,
        until: format::deadline(booking.expires_at),
        event,
        key: fresh_key(),
        texts: CardFormTexts::of(page_language()),
        countdown: CountdownTexts::of(page_language()),
        problems: ProblemsTexts::of(page_language()),
    }
}

pub(super) fn fresh_key() -> String {
    uuid::Uuid::now_v7().to_string()
}
