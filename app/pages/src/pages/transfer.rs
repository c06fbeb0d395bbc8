//! Transferring tickets: the form on the page of a paid booking, and the list of transferred
//! tickets.

use domain::{
    BookingId,
    selling::{GivenTicket, Ticket, TransferRefusal},
};
use leptos::prelude::*;
use ui::{
    address::site_path,
    components::{Notice, NoticeKind},
    hall::in_words,
    texts::{PlacesTexts, page_language},
};

use super::delivery::KEPT_LETTERS;
use crate::texts::TransferTexts;

/// Transfer options of a paid booking.
#[derive(Debug, Clone)]
pub(super) struct TransferOffer {
    /// The texts.
    pub texts: TransferTexts,
    /// Whether the shop sends e-mail.
    pub sends: bool,
    /// Whether the shop shows the letters that it keeps.
    pub shown: bool,
    /// Whether the buyer has just transferred a ticket.
    pub done: bool,
    /// The tickets that the buyer can transfer.
    pub tickets: Vec<Ticket>,
    /// The tickets that the buyer has transferred.
    pub given: Vec<GivenTicket>,
    /// Whether the form was rejected; the notice has the id `problem`.
    pub is_refused: bool,
}

/// The notice about a refused transfer, from the result's `reason`.
pub(super) fn refusal(texts: &TransferTexts) -> Option<AnyView> {
    let reason = super::query_problem::value("reason");
    let why = TransferRefusal::ALL
        .into_iter()
        .find(|why| Some(why.as_str()) == reason.as_deref())?;
    let words = match why {
        TransferRefusal::GivenAway => texts.refused_given_away(),
        TransferRefusal::Void => texts.refused_void(),
        TransferRefusal::Used => texts.refused_used(),
        TransferRefusal::Over => texts.refused_over(),
    };
    let notice = view! {
        <Notice kind=NoticeKind::Problem title=texts.refused()>
            <p>{words}</p>
        </Notice>
    };
    Some(notice.into_any())
}

/// The transfer form, its result, and the tickets that others have. The form's redirect leads to
/// this section, and focus moves to it.
#[component]
pub(super) fn TransferTickets(
    /// The booking.
    booking: BookingId,
    /// Its transfer options.
    transfer: TransferOffer,
    /// Why the form was rejected.
    children: Children,
) -> impl IntoView {
    let TransferOffer {
        texts,
        sends,
        shown,
        done,
        tickets,
        given,
        is_refused,
    } = transfer;
    let done = done.then(|| {
        let words = if sends {
            texts.done_sent()
        } else {
            texts.done_kept()
        };
        let letters =
            shown.then(|| view! { <a href=site_path(KEPT_LETTERS)>{texts.done_letters()}</a> });
        view! {
            <Notice kind=NoticeKind::Done title=texts.done()>
                <p>{words} " " {letters}</p>
            </Notice>
        }
    });
    let lines = given.iter().map(|ticket| {
        let place = in_words(
            &ticket.section,
            &ticket.row,
            &ticket.number,
            PlacesTexts::of(page_language()),
        );
        view! { <li data-testid="given">{texts.to(&ticket.to, &place)}</li> }
    });
    let lines = (!given.is_empty()).then(|| view! { <ul class="fine">{lines.collect_view()}</ul> });
    let form =
        (!tickets.is_empty()).then(|| transfer_form(booking, &texts, sends, &tickets, is_refused));
    let has_any = is_refused || done.is_some() || lines.is_some() || form.is_some();
    has_any.then(|| {
        view! {
            <section id="give" tabindex="-1">
                {children()}
                {done}
                {lines}
                {form}
            </section>
        }
    })
}

fn transfer_form(
    booking: BookingId,
    texts: &TransferTexts,
    sends: bool,
    tickets: &[Ticket],
    is_refused: bool,
) -> impl IntoView + use<> {
    let described = is_refused.then_some("problem");
    let option = |ticket: &Ticket| {
        let place = in_words(
            &ticket.section,
            &ticket.row,
            &ticket.number,
            PlacesTexts::of(page_language()),
        );
        view! { <option value=ticket.id.to_string()>{place}</option> }
    };
    view! {
        <h2>{texts.heading()}</h2>
        <p class="fine">{if sends { texts.heading_sent() } else { texts.heading_kept() }}</p>
        <form class="actions wide-fields" method="post" action=site_path(&format!("/bookings/{booking}/give")) data-testid="give-form">
            <label>
                <span class="label">{texts.ticket()}</span>
                <select class="field" name="ticket" aria-describedby=described>
                    {tickets.iter().map(option).collect_view()}
                </select>
            </label>
            <label>
                <span class="label">{texts.address()}</span>
                <input class="field" type="email" name="email" autocomplete="off" required maxlength="254" aria-describedby=described />
            </label>
            <button type="submit" class="button" data-variant="plain">
                {texts.give()}
            </button>
        </form>
    }
}
