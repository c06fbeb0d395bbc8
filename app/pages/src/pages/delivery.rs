//! How buyers get their tickets: the e-mail field of the checkout, and the options on the page of a
//! paid booking.

use domain::{BookingId, selling::Ticket};
use leptos::prelude::*;
use ui::{
    address::site_path,
    components::{Notice, NoticeKind},
    hall::in_words,
    texts::{Language, PlacesTexts, page_language},
};

use crate::texts::DeliveryTexts;

/// The path of the letters, in a shop that shows them.
pub(super) const KEPT_LETTERS: &str = "/sandbox/letters";

/// The checkout's e-mail field. It is optional.
#[component]
pub(super) fn EmailField(
    /// The texts.
    texts: DeliveryTexts,
    /// Whether the shop sends e-mail.
    sends: bool,
    /// Whether the shop shows the letters that it keeps.
    shown: bool,
) -> impl IntoView {
    let hint = (sends || shown).then(|| {
        if sends {
            texts.email_sent()
        } else {
            texts.email_kept()
        }
    });
    let letters =
        shown.then(|| view! { <a href=site_path(KEPT_LETTERS)>{texts.email_letters()}</a> });
    let is_wrong = super::query_problem::value("field").as_deref() == Some("email");
    view! {
        <label>
            <span class="label">{texts.email()}</span>
            <input
                class="field"
                type="email"
                name="email"
                autocomplete="email"
                maxlength="254"
                aria-describedby="problem email-hint"
                aria-invalid=is_wrong.then_some("true")
            />
        </label>
        <p id="email-hint" class="card-form-note">
            {hint}
            " "
            {letters}
        </p>
    }
}

/// Delivery options of a paid booking.
#[derive(Debug, Clone)]
pub(super) struct TicketDelivery {
    /// The texts.
    pub texts: DeliveryTexts,
    /// Whether the shop sends e-mail.
    pub sends: bool,
    /// Whether the shop shows the letters that it keeps.
    pub shown: bool,
    /// Whether the buyer has just requested a letter.
    pub asked: bool,
    /// The path that opens the tickets in any browser.
    pub recovery: Option<String>,
    /// The tickets that can be added to a phone's wallet.
    pub wallet: Vec<Ticket>,
    /// Whether the letter form was rejected; the notice has the id `problem`.
    pub is_refused: bool,
}

/// Options to get the tickets: as files, by e-mail and by link.
#[component]
pub(super) fn WaysToTickets(
    /// The booking.
    booking: BookingId,
    /// Its delivery options.
    delivery: TicketDelivery,
) -> impl IntoView {
    let TicketDelivery {
        texts,
        sends,
        shown,
        asked,
        recovery,
        wallet,
        is_refused,
    } = delivery;
    let done = asked.then(|| {
        let words = (sends || shown).then(|| {
            if sends {
                texts.done_words()
            } else {
                texts.done_kept()
            }
        });
        let letters =
            shown.then(|| view! { <a href=site_path(KEPT_LETTERS)>{texts.email_letters()}</a> });
        view! {
            <Notice kind=NoticeKind::Done title=texts.done()>
                <p>{words} " " {letters}</p>
            </Notice>
        }
    });
    let recovery = recovery.map(|path| {
        view! {
            <li>
                <a href=site_path(&path)>{texts.recover()}</a>
                ". "
                {texts.recover_words()}
            </li>
        }
    });
    let passes = wallet.iter().map(|ticket| {
        let place = in_words(&ticket.section, &ticket.row, &ticket.number, PlacesTexts::of(page_language()));
        view! {
            <li>
                <a href=in_page_language(&format!("/api/v1/tickets/{}/pass.pkpass", ticket.id), "") data-testid="wallet-pass">
                    {texts.wallet(&place)}
                </a>
            </li>
        }
    });
    let passes =
        (!wallet.is_empty()).then(|| view! { <ul class="fine">{passes.collect_view()}</ul> });
    // Sign-in codes go to the same address as the letter.
    let elsewhere = (sends || shown).then(|| {
        view! {
            <li>
                {texts.sign_in()} " "
                <a href=site_path("/sign-in")>{texts.sign_in_link()}</a>
            </li>
        }
    });
    let paper = |file: &str, query: &str| {
        in_page_language(&format!("/api/v1/bookings/{booking}/{file}"), query)
    };
    view! {
        {done}
        <section class="for-screen">
            <h2>{texts.keep()}</h2>
            <p class="actions">
                <a
                    class="button"
                    data-variant="plain"
                    href=paper("tickets.pdf", "")
                    download="tickets.pdf"
                    data-testid="tickets-pdf"
                >
                    {texts.pdf()}
                </a>
                <a
                    class="button"
                    data-variant="plain"
                    href=paper("tickets.pdf", "for=phone")
                    download="tickets.pdf"
                    data-testid="tickets-phone-pdf"
                >
                    {texts.pdf_phone()}
                </a>
                <a class="button" data-variant="plain" href=paper("tickets.ics", "") download="tickets.ics">
                    {texts.calendar()}
                </a>
            </p>
            {passes}
        </section>
        <section class="for-screen">
            <h2>{texts.find()}</h2>
            <ul class="find-again">
                <li>
                    {texts.bookings()} " "
                    <a href=site_path("/bookings")>{texts.bookings_link()}</a>
                </li>
                {elsewhere}
                {recovery}
            </ul>
            <form class="actions wide-fields" method="post" action=site_path(&format!("/bookings/{booking}/letter"))>
                <label>
                    <span class="label">{texts.send_address()}</span>
                    <input
                        class="field"
                        type="email"
                        name="email"
                        autocomplete="email"
                        required
                        maxlength="254"
                        aria-describedby=is_refused.then_some("problem")
                    />
                </label>
                <button type="submit" class="button" data-variant="plain">
                    {texts.send()}
                </button>
            </form>
        </section>
    }
}

/// The URL of an API file, with its query and the page's language. API paths contain no language,
/// so it is a parameter.
fn in_page_language(path: &str, query: &str) -> String {
    let language = match page_language() {
        Language::English => String::new(),
        language => format!("language={}", language.code()),
    };
    let asked: Vec<&str> = [query, language.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if asked.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", asked.join("&"))
    }
}
