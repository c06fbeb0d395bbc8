//! Paying. A plain form for whoever has no JavaScript; with it, the same form asks the box office itself, once.

use domain::{Problem, ProblemCode};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::{clock::look_again, go_to};
use crate::{
    address::site_path,
    api,
    components::checkout::{PayingStands, ToPay, paying},
    effect,
    error::AppError,
    texts::page_language,
};

/// Countdown and card form of a pending booking.
#[island(lazy)]
pub fn Paying(
    to_pay: ToPay,
    /// The cards that can be used, within the form.
    children: Children,
) -> impl IntoView {
    let (id, keys) = (to_pay.id, to_pay.key.clone());
    let stands = PayingStands::new();
    // A try whose answer never came, by its card: it is sent again with the same key, so that nobody pays twice.
    let unanswered = StoredValue::new(None::<String>);
    let tries = StoredValue::new(0_u32);

    let pay = move |number: String| {
        if unanswered.with_value(|before| before.as_ref() != Some(&number)) {
            unanswered.set_value(Some(number.clone()));
            tries.update_value(|tries| *tries += 1);
        }
        let Ok(key) = format!("{keys}-{}", tries.get_value()).parse() else { return };
        let email = email();
        stands.paying.set(true);
        stands.problem.set(None);
        forget_refusal();
        spawn_local(async move {
            match api::pay(id, number, key, email, page_language().code().to_owned()).await {
                // The page stays as it is, busy, until the next one is there.
                Ok(_) => return go_to(&site_path(&format!("/bookings/{id}"))),
                Err(AppError(refusal)) => {
                    let is_answer = !matches!(
                        refusal.code,
                        ProblemCode::Busy | ProblemCode::Internal | ProblemCode::PaymentInProgress | ProblemCode::RequestInProgress
                    );
                    if is_answer {
                        unanswered.set_value(None);
                    } else {
                        // It may have been paid all the same.
                        look_again(false);
                    }
                    stands.over.set(refusal.code == ProblemCode::HoldExpired || stands.over.get_untracked());
                    stands.problem.set(Some(refusal));
                }
            }
            stands.paying.set(false);
        });
    };
    effect(move || {
        if stands.over.get() && !stands.paying.get() && stands.problem.with(|problem| !is_over(problem.as_ref())) {
            look_again(true);
        }
    });
    paying(to_pay, stands, pay, children())
}

/// Whether the shop has said that the hold has ended.
fn is_over(problem: Option<&Problem>) -> bool {
    problem.is_some_and(|problem| problem.code == ProblemCode::HoldExpired)
}

/// Removes the refusal of an earlier try that the server wrote into the form: of the other way to pay, or without JavaScript.
fn forget_refusal() {
    if let Some(refusal) = document().query_selector(".card-form #problem").ok().flatten() {
        refusal.remove();
    }
}

/// What stands in the field for the address of the letter, which the server wrote into the form.
fn email() -> String {
    let field = document().query_selector(".card-form [name=email]").ok().flatten();
    let field = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}
