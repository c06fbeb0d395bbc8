//! How a buyer gets the tickets: the e-mail field of the checkout, and the ways beside the tickets on the page of a paid booking.

use domain::BookingId;
use leptos::prelude::*;

use crate::{
    components::{Notice, NoticeKind},
    texts::DeliveryTexts,
};

/// Where the letters of a shop that has no mail server are.
const KEPT_LETTERS: &str = "/sandbox/letters";

/// The field of the checkout for the address of the letter. The form works without it.
#[component]
pub(super) fn EmailField(
    /// The texts.
    texts: DeliveryTexts,
    /// Whether the shop sends letters.
    sends: bool,
) -> impl IntoView {
    let hint = if sends { texts.email_sent() } else { texts.email_kept() };
    let letters = (!sends).then(|| view! { <a href=KEPT_LETTERS>{texts.email_letters()}</a> });
    view! {
        <label>
            <span class="label">{texts.email()}</span>
            <input class="field" type="email" name="email" autocomplete="email" maxlength="254" aria-describedby="email-hint" />
        </label>
        <p id="email-hint" class="card-form-note">
            {hint}
            " "
            {letters}
        </p>
    }
}

/// What the page of a paid booking knows of its papers.
#[derive(Debug, Clone)]
pub(super) struct TicketDelivery {
    /// The texts.
    pub texts: DeliveryTexts,
    /// Whether the shop sends letters.
    pub sends: bool,
    /// Whether a letter was asked for a moment ago.
    pub asked: bool,
    /// The path that opens the tickets in any browser.
    pub recovery: Option<String>,
}

/// The tickets as files, by e-mail and by link.
#[component]
pub(super) fn WaysToTickets(
    /// The booking.
    booking: BookingId,
    /// What is known of its papers.
    delivery: TicketDelivery,
) -> impl IntoView {
    let TicketDelivery { texts, sends, asked, recovery } = delivery;
    let done = asked.then(|| {
        let words = if sends { texts.done_words() } else { texts.done_kept() };
        let letters = (!sends).then(|| view! { <a href=KEPT_LETTERS>{texts.email_letters()}</a> });
        view! {
            <Notice kind=NoticeKind::Done title=texts.done()>
                <p>{words} " " {letters}</p>
            </Notice>
        }
    });
    let recovery = recovery.map(|path| {
        view! {
            <p class="fine">
                <a href=path>{texts.recover()}</a>
                ". "
                {texts.recover_words()}
            </p>
        }
    });
    view! {
        {done}
        <p class="actions">
            <a class="button" data-variant="plain" href=format!("/api/v1/bookings/{booking}/tickets.pdf") download="tickets.pdf" data-testid="tickets-pdf">
                {texts.pdf()}
            </a>
            <a class="button" data-variant="plain" href=format!("/api/v1/bookings/{booking}/tickets.ics") download="tickets.ics">
                {texts.calendar()}
            </a>
        </p>
        <form class="actions ask-letter" method="post" action=format!("/bookings/{booking}/letter")>
            <label>
                <span class="label">{texts.send_address()}</span>
                <input class="field" type="email" name="email" autocomplete="email" required maxlength="254" />
            </label>
            <button type="submit" class="button" data-variant="plain">
                {texts.send()}
            </button>
        </form>
        {recovery}
    }
}
