//! Paying. A plain form for whoever has no JavaScript; with it, the same form asks the box office itself, once.

use domain::{Problem, ProblemCode, selling::BookingStatus};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::go_to;
use crate::{
    api,
    components::checkout::{PayingStands, ToPay, paying},
    error::AppError,
};

/// Countdown, card form and release of a pending booking.
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
        spawn_local(async move {
            match api::pay(id, number, key, email).await {
                // The page stays as it is, busy, until the next one is there.
                Ok(BookingStatus::Confirmed) => return go_to(&format!("/bookings/{id}")),
                Ok(_) => stands.problem.set(Some(Problem::new(ProblemCode::BookingState))),
                Err(AppError(refusal)) => {
                    if !matches!(
                        refusal.code,
                        ProblemCode::Busy | ProblemCode::Internal | ProblemCode::PaymentInProgress | ProblemCode::RequestInProgress
                    ) {
                        unanswered.set_value(None);
                    }
                    stands.over.set(refusal.code == ProblemCode::HoldExpired || stands.over.get_untracked());
                    stands.problem.set(Some(refusal));
                }
            }
            stands.paying.set(false);
        });
    };
    paying(to_pay, stands, pay, children())
}

/// What stands in the field for the address of the letter, which the server wrote into the form.
fn email() -> String {
    let field = document().query_selector(".card-form [name=email]").ok().flatten();
    let field = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}
