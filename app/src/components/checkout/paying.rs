//! Paying as it looks: the time that is left, a card, and the way back. Who asks for the money is said by whose it is: on the site, an
//! island.

use domain::{BookingId, Problem, ProblemCode};
use leptos::{
    ev::{MouseEvent, SubmitEvent},
    html,
    prelude::*,
};
use serde::{Deserialize, Serialize};

use crate::components::{ProblemNotice, Where, countdown::Countdown, sight::bring_into_sight};

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

/// How paying stands.
#[derive(Debug, Clone, Copy)]
pub struct PayingStands {
    /// A try is under way.
    pub paying: RwSignal<bool>,
    /// Why the last one came to nothing.
    pub problem: RwSignal<Option<Problem>>,
    /// The time is over.
    pub over: RwSignal<bool>,
}

impl PayingStands {
    /// Nothing was tried yet.
    #[must_use]
    pub fn new() -> Self {
        Self { paying: RwSignal::new(false), problem: RwSignal::new(None), over: RwSignal::new(false) }
    }
}

impl Default for PayingStands {
    fn default() -> Self {
        Self::new()
    }
}

/// Countdown, card form and release of a pending booking. `pay` tries the number of a card; the cards that can be used are `cards`, within
/// the form.
#[must_use]
pub fn paying(to_pay: ToPay, stands: PayingStands, pay: impl Fn(String) + 'static, cards: AnyView) -> AnyView {
    let ToPay { id, what, total, expires_in_ms, until, event, key } = to_pay;
    let PayingStands { paying, problem, over } = stands;
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
    // It stands above the card, and who pressed the button below may not see that.
    Effect::new(move |_| {
        if problem.with(Option::is_some) {
            bring_into_sight(|| document().query_selector(".checkout [role=alert]").ok().flatten());
        }
    });
    let button = move || if paying.get() { "Paying…".to_owned() } else { format!("Pay {total}") };
    // The box office's word counts more than the clock of a page that may have slept.
    let refused = move || problem.with(|problem| problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::HoldExpired));
    view! {
        <div hidden=refused>
            <Countdown expires_in_ms until what on_end=Callback::new(move |()| over.set(true)) />
        </div>
        {move || problem.get().map(|problem| view! { <ProblemNotice problem told=Where::Paying /> })}
        <p class="actions" hidden=move || !over.get()>
            <a class="button" href=event>
                "Back to the plan"
            </a>
        </p>
        <form class="card-form" method="post" action=format!("/bookings/{id}/pay") on:submit=submit on:click=move |click| take_test_card(&click, card) hidden=over>
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
            {cards}
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
    .into_any()
}

/// A test card that was pressed puts itself into the form.
fn take_test_card(click: &MouseEvent, card: NodeRef<html::Input>) {
    let pressed = event_target::<web_sys::Element>(click);
    if let (true, Some(card)) = (pressed.class_list().contains("test-card"), card.get_untracked()) {
        card.set_value(&pressed.text_content().unwrap_or_default());
        let _ = card.focus();
    }
}
