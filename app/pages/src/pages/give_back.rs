//! Refunding tickets in two steps with plain forms: choose tickets, then confirm the amount.
//! Nothing changes before the second form is submitted.

use boxoffice::Refusal;
use domain::{
    BookingId, TicketId,
    selling::{Booking, RefundQuote, RefundRefusal, RefundedTicket},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::{
    components::{BookingCard, When, WhenForm},
    texts::FailureTexts,
};
use ui::{
    address::site_path,
    components::{Notice, NoticeKind, ProblemContext, advice, headline},
    format,
    hall::in_words,
    texts::{PlacesTexts, ProblemsTexts, page_language},
};

use super::{
    checkout::fresh_key, loaded::loaded, query_problem::query_problem, reads::booking_card,
};
use crate::{error::AppError, texts::RefundsTexts};

/// Why no refund is possible.
#[derive(Debug, Clone, Copy)]
enum NoQuote {
    Refused(RefundRefusal),
    /// The payment has not been captured yet.
    TooEarly,
}

/// The data of the page.
struct GiveBackPage {
    card: BookingCard,
    /// The chosen tickets; empty in the first step.
    chosen: Vec<TicketId>,
    /// The refund for them; in the first step, for all tickets.
    quote: Result<RefundQuote, NoQuote>,
    /// Why a form was rejected: title and advice.
    notice: Option<(String, String)>,
}

async fn load(
    id: Option<BookingId>,
    chosen: Vec<TicketId>,
    notice: Option<(String, String)>,
) -> Result<GiveBackPage, AppError> {
    let id =
        id.ok_or_else(|| AppError::not_found(&FailureTexts::of(page_language()).booking_own()))?;
    let (office, buyer) = (
        crate::context::office()?,
        crate::context::buyer_of(id).await?,
    );
    let card = booking_card(id).await?;
    let quote = match office.refund_quote(buyer, id, &chosen).await {
        Ok(quote) => Ok(quote),
        Err(Refusal::Refund(why)) => Err(NoQuote::Refused(why)),
        Err(Refusal::RefundTooEarly) => Err(NoQuote::TooEarly),
        Err(other) => return Err(other.into()),
    };
    Ok(GiveBackPage {
        card,
        chosen,
        quote,
        notice,
    })
}

#[component]
pub fn GiveBack() -> impl IntoView {
    let id = super::said_in_path("id").parse::<BookingId>().ok();
    let chosen = super::said_often_in_query("ticket")
        .iter()
        .filter_map(|ticket| ticket.parse().ok())
        .collect();
    let texts = RefundsTexts::of(page_language());
    loaded(load(id, chosen, notice(&texts)), show)
}

/// The notice about a rejected form.
fn notice(texts: &RefundsTexts) -> Option<(String, String)> {
    let reason = super::query_problem::value("reason");
    let refusal = REFUSALS
        .into_iter()
        .find(|why| Some(why.as_str()) == reason.as_deref());
    if let Some(why) = refusal {
        return Some((texts.refused(), words(texts, NoQuote::Refused(why))));
    }
    let nothing_chosen =
        super::said_in_query("step").is_some() && super::said_in_query("ticket").is_none();
    match query_problem() {
        _ if nothing_chosen => Some((texts.choose_none(), texts.choose_safe())),
        Some(problem) => {
            let problems = ProblemsTexts::of(page_language());
            Some((
                headline(&problem, ProblemContext::Other, &problems),
                advice(&problem, ProblemContext::Other, &problems),
            ))
        }
        None => None,
    }
}

const REFUSALS: [RefundRefusal; 8] = [
    RefundRefusal::NotPaid,
    RefundRefusal::Refunded,
    RefundRefusal::NotOffered,
    RefundRefusal::TooLate,
    RefundRefusal::EventCancelled,
    RefundRefusal::MoreThanPaid,
    RefundRefusal::NothingBack,
    RefundRefusal::Scanned,
];

fn words(texts: &RefundsTexts, why: NoQuote) -> String {
    match why {
        NoQuote::TooEarly => texts.refused_early(),
        NoQuote::Refused(RefundRefusal::NotPaid) => texts.refused_not_paid(),
        NoQuote::Refused(RefundRefusal::Refunded) => texts.refused_refunded(),
        NoQuote::Refused(RefundRefusal::NotOffered) => texts.refused_not_offered(),
        NoQuote::Refused(RefundRefusal::TooLate) => texts.refused_too_late(),
        NoQuote::Refused(RefundRefusal::EventCancelled) => texts.refused_cancelled(),
        NoQuote::Refused(RefundRefusal::MoreThanPaid) => texts.refused_more(),
        NoQuote::Refused(RefundRefusal::NothingBack) => texts.refused_nothing(),
        NoQuote::Refused(RefundRefusal::Scanned) => texts.refused_used(),
    }
}

fn show(page: GiveBackPage) -> AnyView {
    let GiveBackPage {
        card,
        chosen,
        quote,
        notice,
    } = page;
    let texts = RefundsTexts::of(page_language());
    let booking = card.booking.id;
    let event = card.event;
    let title = texts.title();
    let has_notice = notice.is_some();
    let notice = notice.map(|(title, words)| {
        view! {
            <div id="problem">
                <Notice kind=NoticeKind::Problem title>
                    <p>{words}</p>
                </Notice>
            </div>
        }
    });
    let body = match quote {
        Err(why) => refused(booking, words(&texts, why), &texts),
        Ok(quote) if chosen.is_empty() => choose(&card.booking, &quote, &texts, has_notice),
        Ok(quote) => confirm(&card.booking, &quote, &texts),
    };
    view! {
        <Title text=title.clone() />
        <Meta name="robots" content="noindex" />
        <div class="page reservation">
            <header class="page-head">
                <p class="kicker">
                    <When at=event.starts_at utc_offset_seconds=event.utc_offset_seconds form=WhenForm::Long />
                </p>
                <h1>{title}</h1>
                <p class="lead">
                    <a href=site_path(&format!("/events/{}", event.slug)) dir="auto">
                        {event.title.clone()}
                    </a>
                </p>
            </header>
            {notice}
            {body}
        </div>
    }
    .into_any()
}

fn refused(booking: BookingId, words: String, texts: &RefundsTexts) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Note title=texts.refused()>
            <p>{words}</p>
        </Notice>
        <p class="actions">
            <a class="button" href=site_path(&format!("/bookings/{booking}"))>
                {texts.refused_booking()}
            </a>
        </p>
    }
    .into_any()
}

/// The first step: choose tickets. A single ticket is chosen already.
fn choose(
    booking: &Booking,
    quote: &RefundQuote,
    texts: &RefundsTexts,
    has_notice: bool,
) -> AnyView {
    let id = booking.id;
    let only = quote.tickets.len() == 1;
    let lines = quote.tickets.iter().map(|line| {
        let (ticket, amount) = (line.ticket.to_string(), format::money(line.amount));
        view! {
            <li>
                <label>
                    <input type="checkbox" name="ticket" value=ticket checked=only />
                    " "
                    {place(booking, line, texts)}
                </label>
                <span class="price">{amount}</span>
            </li>
        }
    });
    view! {
        <form class="slip" method="get" action=site_path(&format!("/bookings/{id}/refund"))>
            <input type="hidden" name="step" value="2" />
            <fieldset aria-describedby=has_notice.then_some("problem")>
                <legend>{texts.choose()}</legend>
                <ul class="slip-lines">{lines.collect_view()}</ul>
            </fieldset>
            <p class="actions">
                <button type="submit" class="button" data-testid="refund-see">
                    {texts.choose_see()}
                </button>
                {keep(id, texts)}
            </p>
        </form>
    }
    .into_any()
}

/// The second step: confirm the refund.
fn confirm(booking: &Booking, quote: &RefundQuote, texts: &RefundsTexts) -> AnyView {
    let id = booking.id;
    let fields = quote
        .tickets
        .iter()
        .map(|line| view! { <input type="hidden" name="ticket" value=line.ticket.to_string() /> });
    let lines = quote.tickets.iter().map(|line| {
        view! {
            <li>
                <span>{place(booking, line, texts)}</span>
                <span class="price">{format::money(line.amount)}</span>
            </li>
        }
    });
    let fee = (quote.fee.amount > 0).then(
        || view! { <p data-testid="refund-fee">{texts.back_fee(&format::money(quote.fee))}</p> },
    );
    let number = u32::try_from(quote.tickets.len()).unwrap_or(u32::MAX);
    view! {
        <form class="slip" method="post" action=site_path(&format!("/bookings/{id}/give-back"))>
            {fields.collect_view()}
            <input type="hidden" name="key" value=fresh_key() />
            <h2 data-testid="refund-amount">{texts.back(&format::money(quote.amount))}</h2>
            <ul class="slip-lines">{lines.collect_view()}</ul>
            {fee}
            <p>{texts.back_void(number)}</p>
            <p>{texts.back_money()}</p>
            <p class="actions">
                <button type="submit" class="button" data-testid="refund-confirm">
                    {texts.confirm(number)}
                </button>
                {keep(id, texts)}
            </p>
        </form>
    }
    .into_any()
}

fn keep(booking: BookingId, texts: &RefundsTexts) -> impl IntoView + use<> {
    view! {
        <a class="button" data-variant="plain" href=site_path(&format!("/bookings/{booking}"))>
            {texts.keep()}
        </a>
    }
}

/// Describes the seat of a ticket. If the buyer gave the ticket away, also says who has it, because
/// the money still goes to the buyer. The seat comes from the booking, because the booking does not
/// show tickets that others have.
fn place(booking: &Booking, line: &RefundedTicket, texts: &RefundsTexts) -> impl IntoView + use<> {
    let seat = booking.seats.iter().find(|seat| seat.seat == line.seat);
    let seat = seat.map(|seat| {
        in_words(
            &seat.section,
            &seat.row,
            &seat.number,
            PlacesTexts::of(page_language()),
        )
    });
    let given = booking.given.iter().find(|given| given.id == line.ticket);
    let given = given.map(|given| view! { <small data-testid="refund-given">" (" {texts.choose_given(&given.to)} ")"</small> });
    (seat, given)
}
