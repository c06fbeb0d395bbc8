//! How a buyer gets the tickets: the e-mail field of the checkout, and the ways beside the tickets on the page of a paid booking.

use domain::{BookingId, selling::Ticket};
use leptos::prelude::*;

use crate::{
    address::site_path,
    components::{Notice, NoticeKind},
    hall::in_words,
    texts::{DeliveryTexts, Language, PlacesTexts, page_language},
};

/// Where the letters are, in a shop that shows them.
pub(super) const KEPT_LETTERS: &str = "/sandbox/letters";

/// The field of the checkout for the address of the letter. The form works without it.
#[component]
pub(super) fn EmailField(
    /// The texts.
    texts: DeliveryTexts,
    /// Whether the shop sends letters.
    sends: bool,
    /// Whether it shows those that it keeps.
    shown: bool,
) -> impl IntoView {
    let hint = (sends || shown).then(|| if sends { texts.email_sent() } else { texts.email_kept() });
    let letters = shown.then(|| view! { <a href=site_path(KEPT_LETTERS)>{texts.email_letters()}</a> });
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

/// What the page of a paid booking knows of its papers.
#[derive(Debug, Clone)]
pub(super) struct TicketDelivery {
    /// The texts.
    pub texts: DeliveryTexts,
    /// Whether the shop sends letters.
    pub sends: bool,
    /// Whether it shows those that it keeps.
    pub shown: bool,
    /// Whether a letter was asked for a moment ago.
    pub asked: bool,
    /// The path that opens the tickets in any browser.
    pub recovery: Option<String>,
    /// The tickets that the wallet of a phone takes.
    pub wallet: Vec<Ticket>,
    /// Whether the form for the letter came back: the notice has the id `problem`.
    pub is_refused: bool,
}

/// The tickets as files, by e-mail and by link.
#[component]
pub(super) fn WaysToTickets(
    /// The booking.
    booking: BookingId,
    /// What is known of its papers.
    delivery: TicketDelivery,
) -> impl IntoView {
    let TicketDelivery { texts, sends, shown, asked, recovery, wallet, is_refused } = delivery;
    let done = asked.then(|| {
        let words = (sends || shown).then(|| if sends { texts.done_words() } else { texts.done_kept() });
        let letters = shown.then(|| view! { <a href=site_path(KEPT_LETTERS)>{texts.email_letters()}</a> });
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
    let passes = (!wallet.is_empty()).then(|| view! { <ul class="fine">{passes.collect_view()}</ul> });
    // Codes to sign in go where the letter went.
    let elsewhere = (sends || shown).then(|| {
        view! {
            <li>
                {texts.sign_in()} " "
                <a href=site_path("/sign-in")>{texts.sign_in_link()}</a>
            </li>
        }
    });
    let paper = |file: &str, query: &str| in_page_language(&format!("/api/v1/bookings/{booking}/{file}"), query);
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
            <form class="actions ask-letter" method="post" action=site_path(&format!("/bookings/{booking}/letter"))>
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

/// The address of a file of the API, with what is asked for and the language of this page. A path of the API has no language.
fn in_page_language(path: &str, query: &str) -> String {
    let language = match page_language() {
        Language::English => String::new(),
        language => format!("language={}", language.code()),
    };
    let asked: Vec<&str> = [query, language.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    if asked.is_empty() { path.to_owned() } else { format!("{path}?{}", asked.join("&")) }
}
