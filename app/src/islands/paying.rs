//! Paying. A plain form for whoever has no JavaScript; with it, the same form asks the box office itself, once.

use domain::{BookingId, Problem, ProblemCode, selling::BookingStatus};
use leptos::{
    ev::{MouseEvent, SubmitEvent},
    html,
    prelude::*,
    task::spawn_local,
};
use serde::{Deserialize, Serialize};

use super::go_to;
use crate::{
    api,
    components::{ProblemNotice, Where, countdown::Countdown},
    error::AppError,
};

/// A pending booking.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ToPay {
    /// Its number.
    pub id: BookingId,
    /// What is held, in words: "2 seats".
    pub what: String,
    /// What it costs, in words.
    pub total: String,
    /// Milliseconds that were left when the page was made.
    pub expires_in_ms: i64,
    /// When it ends, by the clock of the world.
    pub until: String,
    /// The page of its event.
    pub event: String,
    /// The idempotency key of the plain form; those of further tries begin with it.
    pub key: String,
}

/// Countdown, card form and release of a pending booking.
#[island(lazy)]
pub fn Paying(
    to_pay: ToPay,
    /// The cards that can be used, within the form.
    children: Children,
) -> impl IntoView {
    let ToPay { id, what, total, expires_in_ms, until, event, key } = to_pay;
    let (paying, set_paying) = signal(false);
    let (problem, set_problem) = signal(None::<Problem>);
    let (over, set_over) = signal(false);
    let card = NodeRef::<html::Input>::new();
    // A try whose answer never came, by its card: it is sent again with the same key, so that nobody pays twice.
    let unanswered = StoredValue::new(None::<String>);
    let tries = StoredValue::new(0_u32);
    let keys = key.clone();
    mind_going_back();

    let pay = move |submit: SubmitEvent| {
        submit.prevent_default();
        if paying.get_untracked() || over.get_untracked() {
            return;
        }
        let Some(number) = card.get_untracked().map(|card| card.value().replace(' ', "")) else { return };
        if unanswered.with_value(|before| before.as_ref() != Some(&number)) {
            unanswered.set_value(Some(number.clone()));
            tries.update_value(|tries| *tries += 1);
        }
        let Ok(key) = format!("{keys}-{}", tries.get_value()).parse() else { return };
        set_paying.set(true);
        set_problem.set(None);
        spawn_local(async move {
            match api::pay(id, number, key).await {
                // The page stays as it is, busy, until the next one is there.
                Ok(BookingStatus::Confirmed) => return go_to(&format!("/bookings/{id}")),
                Ok(_) => set_problem.set(Some(Problem::new(ProblemCode::BookingState))),
                Err(AppError(refusal)) => {
                    if !matches!(
                        refusal.code,
                        ProblemCode::Busy | ProblemCode::Internal | ProblemCode::PaymentInProgress | ProblemCode::RequestInProgress
                    ) {
                        unanswered.set_value(None);
                    }
                    set_over.set(refusal.code == ProblemCode::HoldExpired || over.get_untracked());
                    set_problem.set(Some(refusal));
                }
            }
            set_paying.set(false);
        });
    };
    let button = move || if paying.get() { "Paying…".to_owned() } else { format!("Pay {total}") };
    // The box office's word counts more than the clock of a page that may have slept.
    let refused = move || problem.with(|problem| problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::HoldExpired));
    view! {
        <div hidden=refused>
            <Countdown expires_in_ms until what on_end=Callback::new(move |()| set_over.set(true)) />
        </div>
        {move || problem.get().map(|problem| view! { <ProblemNotice problem told=Where::Paying /> })}
        <p class="actions" hidden=move || !over.get()>
            <a class="button" href=event>
                "Back to the plan"
            </a>
        </p>
        <form class="card-form" method="post" action=format!("/bookings/{id}/pay") on:submit=pay on:click=move |click| take_test_card(&click, card) hidden=over>
            <input type="hidden" name="key" value=key />
            <label>
                <span class="label">"Card number"</span>
                <input
                    class="field"
                    node_ref=card
                    type="text"
                    name="card"
                    inputmode="numeric"
                    autocomplete="cc-number"
                    required
                    maxlength="23"
                    aria-describedby="sandbox"
                    readonly=paying
                />
            </label>
            {children()}
            <button type="submit" class="button card-form-pay" data-testid="pay-button" disabled=paying aria-busy=move || if paying.get() { "true" } else { "false" }>
                {button}
            </button>
        </form>
        // A plain form for everyone: what becomes of it is another page.
        <form class="release-form" method="post" action=format!("/bookings/{id}/release") hidden=over>
            <button type="submit" class="button" data-variant="plain" data-testid="release-button" disabled=paying>
                "Give the seats back"
            </button>
        </form>
    }
}

/// A browser may keep the page as it was left, busy paying, and show it again to who goes back: it asks anew how the booking stands.
fn mind_going_back() {
    Effect::new(move |_| {
        let shown = window_event_listener_untyped("pageshow", |event| {
            let is_kept = js_sys::Reflect::get(&event, &"persisted".into()).is_ok_and(|persisted| persisted.is_truthy());
            if is_kept {
                let _ = window().location().reload();
            }
        });
        on_cleanup(move || shown.remove());
    });
}

/// A test card that was pressed puts itself into the form.
fn take_test_card(click: &MouseEvent, card: NodeRef<html::Input>) {
    let pressed = event_target::<web_sys::Element>(click);
    if let (true, Some(card)) = (pressed.class_list().contains("test-card"), card.get_untracked()) {
        card.set_value(&pressed.text_content().unwrap_or_default());
        let _ = card.focus();
    }
}
