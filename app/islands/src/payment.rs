//! The card payment. A plain form without JavaScript; with it, the form calls the server function.

use domain::{Problem, ProblemCode};
use leptos::{prelude::*, task::spawn_local};
use ui::{
    address::site_path,
    components::card_form::{CardFormState, PendingBooking, card_form},
    effect,
    texts::page_language,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::{clock::look_again, go_to};
use crate::api::{self, CallError};

/// The countdown and the card form of a pending booking.
#[island(lazy)]
pub fn CardPayment(
    to_pay: PendingBooking,
    /// The test cards, inside the form.
    children: Children,
) -> impl IntoView {
    let (id, keys) = (to_pay.id, to_pay.key.clone());
    let state = CardFormState::new();
    // The card of an attempt without a response. A retry uses the same key, so that nobody pays
    // twice.
    let unanswered = StoredValue::new(None::<String>);
    let tries = StoredValue::new(0_u32);

    let pay = move |number: String| {
        if unanswered.with_value(|before| before.as_ref() != Some(&number)) {
            unanswered.set_value(Some(number.clone()));
            tries.update_value(|tries| *tries += 1);
        }
        let Ok(key) = format!("{keys}-{}", tries.get_value()).parse() else {
            return;
        };
        let (email, total) = (value_of(EMAIL), value_of(TOTAL));
        state.paying.set(true);
        state.problem.set(None);
        forget_refusal();
        spawn_local(async move {
            let language = page_language().code().to_owned();
            match api::pay(id, number, key, email, language, total).await {
                // The form stays busy until the next page has loaded.
                Ok(_) => return go_to(&site_path(&format!("/bookings/{id}"))),
                // The page is outdated: the booking has another total, or is over. The form gets
                // the same answer, and its response is the booking's page as it is now.
                Err(CallError(refusal))
                    if refusal.code == ProblemCode::BookingState && send_form() =>
                {
                    return;
                }
                Err(CallError(refusal)) => {
                    let is_answer = !matches!(
                        refusal.code,
                        ProblemCode::Busy
                            | ProblemCode::Internal
                            | ProblemCode::PaymentInProgress
                            | ProblemCode::RequestInProgress
                    );
                    if is_answer {
                        unanswered.set_value(None);
                    } else {
                        // The payment may have succeeded all the same.
                        look_again(false);
                    }
                    state.over.set(
                        refusal.code == ProblemCode::HoldExpired || state.over.get_untracked(),
                    );
                    state.problem.set(Some(refusal));
                }
            }
            state.paying.set(false);
        });
    };
    effect(move || {
        if state.over.get()
            && !state.paying.get()
            && state.problem.with(|problem| !is_over(problem.as_ref()))
        {
            look_again(true);
        }
    });
    card_form(to_pay, state, pay, children())
}

/// Whether the server said that the hold has ended.
fn is_over(problem: Option<&Problem>) -> bool {
    problem.is_some_and(|problem| problem.code == ProblemCode::HoldExpired)
}

/// Removes the rejection of an earlier attempt that the server rendered into the form: one on the
/// provider's page, or one without JavaScript.
fn forget_refusal() {
    if let Some(refusal) = document()
        .query_selector(".card-form #problem")
        .ok()
        .flatten()
    {
        refusal.remove();
    }
}

/// Fields that the server rendered into the form: the e-mail address, and the total that the page
/// shows.
const EMAIL: &str = ".card-form [name=email]";
const TOTAL: &str = ".card-form [name=total]";

fn field(selector: &str) -> Option<HtmlInputElement> {
    let field = document().query_selector(selector).ok().flatten()?;
    field.dyn_into().ok()
}

fn value_of(selector: &str) -> String {
    field(selector)
        .map(|field| field.value())
        .unwrap_or_default()
}

/// Sends the form as without JavaScript. False if the page has none.
fn send_form() -> bool {
    field(TOTAL)
        .and_then(|total| total.form())
        .is_some_and(|form| form.submit().is_ok())
}
