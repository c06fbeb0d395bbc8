//! The page of a booking: its tickets, or its status if it is not paid.

use domain::{
    BookingId, ProblemCode,
    selling::{BookingPayment, BookingStatus},
};
use islands::{HoldClock, PendingHold};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::{
    components::{
        BookingCard,
        reservation::{LateSeats, Status, Tickets},
    },
    texts::{BookingTexts, FailureTexts, PayingTexts, TicketSheetTexts},
};
use ui::{
    address::site_path,
    components::{Notice, NoticeKind, ProblemNotice},
    format,
    texts::{CountdownTexts, PlacesTexts, ProblemsTexts, page_language},
};

use super::{
    delivery::{TicketDelivery, WaysToTickets},
    hold_again::{SeatsAgain, hold_again, seats_again},
    loaded::loaded,
    query_problem::query_problem,
    reads::booking_card,
    refund_list::refund_list,
    share_event::ShareWithOthers,
    transfer::{TransferOffer, TransferTickets, refusal},
};
use crate::{
    error::AppError,
    scripts::Ahead,
    texts::{DeliveryTexts, RefundsTexts, TransferTexts},
};

/// The data of the page.
struct ReservationPage {
    card: BookingCard,
    delivery: TicketDelivery,
    transfer: TransferOffer,
    /// Whether the shop refunds tickets of this booking.
    offers_refunds: bool,
    /// The seats that the buyer can try to hold again.
    again: Option<SeatsAgain>,
}

/// The page of a booking.
#[component]
pub fn Reservation() -> impl IntoView {
    let id = super::said_in_path("id").parse::<BookingId>().ok();
    let (texts, asked) = (
        DeliveryTexts::of(page_language()),
        super::said_in_query("sent").is_some(),
    );
    let (transfer_texts, done) = (
        TransferTexts::of(page_language()),
        super::said_in_query("given").is_some(),
    );
    let office = crate::context::office();
    let page = async move {
        let id = id
            .ok_or_else(|| AppError::not_found(&FailureTexts::of(page_language()).booking_own()))?;
        let card = booking_card(id).await?;
        let office = office?;
        let offers = match card.booking.status {
            BookingStatus::Confirmed => Some(office.booking_offers(&card.booking).await?),
            _ => None,
        };
        let offers_refunds = offers.as_ref().is_some_and(|offers| offers.refunds);
        let recovery = offers.map(|offers| offers.recovery_path);
        let (sends, shown) = (office.sends_letters(), office.shows_letters());
        // A ticket cannot be transferred if the shop cannot deliver the letter.
        let tickets = if sends || shown {
            card.booking.tickets.clone()
        } else {
            Vec::new()
        };
        let given = card.booking.given.clone();
        let transfer = TransferOffer {
            texts: transfer_texts,
            sends,
            shown,
            done,
            tickets,
            given,
            is_refused: false,
        };
        let wallet = if office.signs_wallet_passes() {
            card.booking.tickets.clone()
        } else {
            Vec::new()
        };
        let again = match card.booking.status {
            BookingStatus::Pending => None,
            _ => seats_again(&office, &card).await?,
        };
        let delivery = TicketDelivery {
            texts,
            sends,
            shown,
            asked,
            recovery,
            wallet,
            is_refused: false,
        };
        Ok::<_, AppError>(ReservationPage {
            card,
            delivery,
            transfer,
            offers_refunds,
            again,
        })
    };
    loaded(page, show)
}

fn show(page: ReservationPage) -> AnyView {
    match page.card.booking.status {
        BookingStatus::Confirmed => tickets(page).into_any(),
        _ => standing(page.card, page.again).into_any(),
    }
}

fn tickets(page: ReservationPage) -> impl IntoView {
    let ReservationPage {
        card,
        mut delivery,
        mut transfer,
        offers_refunds,
        ..
    } = page;
    let booking_texts = BookingTexts::of(page_language());
    let (booking, title) = (
        card.booking.id,
        booking_texts.title_tickets(&card.event.title),
    );
    let problem = query_problem();
    // Both forms have an address field. The form for giving a ticket says that the problem is its
    // own.
    let is_of_gift = super::query_problem::value("field").as_deref() == Some("give");
    let refused_gift = refusal(&transfer.texts);
    delivery.is_refused = problem.is_some() && !is_of_gift;
    transfer.is_refused = problem.is_some() && is_of_gift;
    let problem = problem.map(|problem| match problem.code {
        // The address is the only field of these forms that can be wrong.
        ProblemCode::InvalidRequest => {
            let (title, words) = (delivery.texts.bad(), delivery.texts.bad_words());
            view! {
                <Notice kind=NoticeKind::Problem title>
                    <p>{words}</p>
                </Notice>
            }
            .into_any()
        }
        _ => refused_gift.unwrap_or_else(|| {
            view! { <ProblemNotice problem texts=ProblemsTexts::of(page_language()) /> }.into_any()
        }),
    });
    let problem = problem.map(|notice| view! { <div id="problem">{notice}</div> });
    let (problem, gift_problem) = if is_of_gift {
        (None, problem)
    } else {
        (problem, None)
    };
    // A buyer who transferred all tickets has none to download.
    let ways =
        (!card.booking.tickets.is_empty()).then(|| view! { <WaysToTickets booking delivery /> });
    let (event, texts) = (card.event.clone(), DeliveryTexts::of(page_language()));
    let share = view! { <ShareWithOthers event texts /> };
    let texts = RefundsTexts::of(page_language());
    let refunds = refund_list(&card.booking, &card.event, &texts);
    let give_back = offers_refunds.then(|| {
        view! {
            <p class="actions">
                <a href=site_path(&format!("/bookings/{booking}/refund")) data-testid="refund-link">
                    {texts.title()}
                </a>
            </p>
        }
    });
    view! {
        <Title text=title />
        <Meta name="robots" content="noindex" />
        <Tickets card texts=booking_texts sheet=TicketSheetTexts::of(page_language()) places=PlacesTexts::of(page_language())>
            {problem}
            {ways}
            {share}
            {refunds}
            <TransferTickets booking transfer>{gift_problem}</TransferTickets>
            {give_back}
        </Tickets>
    }
}

fn standing(card: BookingCard, again: Option<SeatsAgain>) -> impl IntoView {
    let booking = &card.booking;
    let refunds = refund_list(booking, &card.event, &RefundsTexts::of(page_language()));
    let seats = u32::try_from(booking.seats.len()).unwrap_or(u32::MAX);
    let running = PendingHold {
        expires_in_ms: booking.expires_in_ms,
        until: format::deadline(booking.expires_at),
        seats,
        texts: CountdownTexts::of(page_language()),
    };
    let offer = (booking.payment == Some(BookingPayment::Offered)).then(|| {
        let (booking, until, texts) = (
            booking.id,
            format::deadline(booking.expires_at),
            PayingTexts::of(page_language()),
        );
        view! { <LateSeats booking until texts /> }
    });
    let countdown = (booking.status == BookingStatus::Pending).then(|| {
        view! {
            <Ahead island="hold_clock" />
            <HoldClock hold=running />
        }
    });
    let texts = BookingTexts::of(page_language());
    view! {
        <Title text=texts.title(&card.event.title) />
        <Meta name="robots" content="noindex" />
        <Status card problem=query_problem() problems=ProblemsTexts::of(page_language()) again=again.map(hold_again) texts places=PlacesTexts::of(page_language())>
            {offer}
            {countdown}
            {refunds}
        </Status>
    }
}
