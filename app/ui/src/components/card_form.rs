//! The card form and the countdown. The caller handles the payment; on the site, an island does.

use domain::{BookingId, Problem, ProblemCode};
use leptos::{
    ev::{MouseEvent, SubmitEvent},
    html,
    prelude::*,
};
use serde::{Deserialize, Serialize};

use crate::{
    address::site_path,
    components::{
        BAD_ADDRESS, ProblemContext, ProblemNotice, countdown::Countdown, fresh_text,
        sight::bring_into_sight,
    },
    effect,
    texts::{CardFormTexts, CountdownTexts, ProblemsTexts},
};

/// A pending booking, as the card form shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PendingBooking {
    /// Its id.
    pub id: BookingId,
    /// The number of held seats.
    pub seats: u32,
    /// The formatted total.
    pub total: String,
    /// The remaining time in ms when the page was rendered.
    pub expires_in_ms: i64,
    /// The end of the hold at the venue: `14:05:00 (UTC+2)`.
    pub until: String,
    /// The address of the event's page.
    pub event: String,
    /// The idempotency key of the plain form; the keys of further attempts begin with it.
    pub key: String,
    /// The texts of the form.
    pub texts: CardFormTexts,
    /// The texts of the countdown.
    pub countdown: CountdownTexts,
    /// The texts for problems.
    pub problems: ProblemsTexts,
}

/// The state of the payment.
#[derive(Debug, Clone, Copy)]
pub struct CardFormState {
    /// Whether an attempt is in progress.
    pub paying: RwSignal<bool>,
    /// Why the last attempt failed.
    pub problem: RwSignal<Option<Problem>>,
    /// Whether the hold has ended, by the page's clock or by the server's response.
    pub over: RwSignal<bool>,
}

impl CardFormState {
    /// The state before the first attempt.
    #[must_use]
    pub fn new() -> Self {
        Self {
            paying: RwSignal::new(false),
            problem: RwSignal::new(None),
            over: RwSignal::new(false),
        }
    }
}

impl Default for CardFormState {
    fn default() -> Self {
        Self::new()
    }
}

/// The countdown and the card form of a pending booking. `pay` gets the card number of each
/// attempt. `cards` lists the test cards, inside the form.
#[must_use]
pub fn card_form(
    to_pay: PendingBooking,
    state: CardFormState,
    pay: impl Fn(String) + 'static,
    cards: AnyView,
) -> AnyView {
    let PendingBooking {
        id,
        seats,
        total,
        expires_in_ms,
        until,
        event,
        key,
        texts,
        countdown,
        problems,
    } = to_pay;
    let CardFormState {
        paying,
        problem,
        over,
    } = state;
    let card = NodeRef::<html::Input>::new();
    let submit = move |submit: SubmitEvent| {
        submit.prevent_default();
        if paying.get_untracked() || over.get_untracked() {
            return;
        }
        if let Some(card) = card.get_untracked() {
            pay(card.value().replace(' ', ""));
        }
    };
    // Whether the shop refused the card that is in the field.
    let is_refused = RwSignal::new(false);
    // The problem is below the button, perhaps outside the viewport.
    effect(move || {
        is_refused.set(problem.with(|problem| problem.as_ref().is_some_and(is_about_card)));
        if problem.with(Option::is_some) {
            bring_into_sight(|| document().query_selector("#paying-problem").ok().flatten());
        }
    });
    // The form stays until an attempt has its response, even after the countdown's end.
    let away = move || over.get() && !paying.get();
    let button = move || {
        if paying.get() {
            texts.pay_busy()
        } else {
            texts.pay(&total)
        }
    };
    // The server said that the hold has ended. The page's clock cannot know it for certain.
    let refused = move || {
        problem.with(|problem| {
            problem
                .as_ref()
                .is_some_and(|problem| problem.code == ProblemCode::HoldExpired)
        })
    };
    let described = move || {
        if problem.with(Option::is_some) {
            "problem paying-problem sandbox"
        } else {
            "problem sandbox"
        }
    };
    view! {
        <div hidden=refused>
            <Countdown expires_in_ms until seats on_end=Callback::new(move |is_over: bool| over.set(is_over)) texts=countdown />
        </div>
        <form class="card-form" method="post" action=site_path(&format!("/bookings/{id}/pay")) on:submit=submit on:click=move |click| take_test_card(&click, card, is_refused) hidden=away>
            <input type="hidden" name="key" value=key />
            <label>
                <span class="label">{texts.number()}</span>
                <input
                    class="field"
                    node_ref=card
                    type="text"
                    name="card"
                    inputmode="numeric"
                    autocomplete="cc-number"
                    required
                    maxlength="23"
                    aria-describedby=described
                    aria-invalid=move || is_refused.get().then_some("true")
                    on:input=move |_| is_refused.set(false)
                    readonly=paying
                />
            </label>
            {cards}
            <button type="submit" class="button card-form-pay" data-testid="pay-button" aria-busy=move || if paying.get() { "true" } else { "false" }>
                {fresh_text(button)}
            </button>
        </form>
        // The problem is beside the button. The button is never disabled, because it would lose the
        // focus.
        {move || {
            problem
                .get()
                .map(|problem| {
                    view! {
                        <div id="paying-problem">
                            <ProblemNotice problem context=ProblemContext::Checkout texts=problems />
                        </div>
                    }
                })
        }}
        <p class="actions hold-over" hidden=move || !refused()>
            <a class="button" href=event>
                {texts.back()}
            </a>
        </p>
    }
    .into_any()
}

/// Whether another card could solve the problem.
fn is_about_card(problem: &Problem) -> bool {
    match problem.code {
        ProblemCode::PaymentDeclined => true,
        ProblemCode::InvalidRequest => problem.detail.as_deref() != Some(BAD_ADDRESS),
        _ => false,
    }
}

/// Copies a pressed test card into the form.
fn take_test_card(click: &MouseEvent, card: NodeRef<html::Input>, is_refused: RwSignal<bool>) {
    let pressed = event_target::<web_sys::Element>(click);
    if let (true, Some(card)) = (
        pressed.class_list().contains("test-card"),
        card.get_untracked(),
    ) {
        card.set_value(&pressed.text_content().unwrap_or_default());
        let _ = card.focus();
        is_refused.set(false);
    }
}
