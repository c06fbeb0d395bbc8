//! How paying looks: the time that is left, and a card. The caller says what happens when the buyer pays: on the site, an
//! island does.

use domain::{BookingId, Problem, ProblemCode};
use leptos::{
    ev::{MouseEvent, SubmitEvent},
    html,
    prelude::*,
};
use serde::{Deserialize, Serialize};

use crate::{
    address::site_path,
    components::{ProblemNotice, Where, countdown::Countdown, fresh_text, sight::bring_into_sight},
    effect,
    texts::{CardFormTexts, CountdownTexts, ProblemsTexts},
};

/// A pending booking.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ToPay {
    /// Its number.
    pub id: BookingId,
    /// How many seats are held.
    pub seats: u32,
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
    /// The words of the form.
    pub texts: CardFormTexts,
    /// The words for the time that is left.
    pub countdown: CountdownTexts,
    /// The words for what may go wrong.
    pub problems: ProblemsTexts,
}

/// How paying stands.
#[derive(Debug, Clone, Copy)]
pub struct PayingStands {
    /// A try is under way.
    pub paying: RwSignal<bool>,
    /// Why the last one came to nothing.
    pub problem: RwSignal<Option<Problem>>,
    /// Nothing is left of the time, by the clock of the page or by the shop's word.
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

/// Countdown and card form of a pending booking. `pay` tries the number of a card; the cards that can be used are `cards`, within
/// the form.
#[must_use]
pub fn paying(to_pay: ToPay, stands: PayingStands, pay: impl Fn(String) + 'static, cards: AnyView) -> AnyView {
    let ToPay { id, seats, total, expires_in_ms, until, event, key, texts, countdown, problems } = to_pay;
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
    // It stands below the button, perhaps outside the window.
    effect(move || {
        if problem.with(Option::is_some) {
            bring_into_sight(|| document().query_selector(".checkout [role=alert]").ok().flatten());
        }
    });
    // “Paying…” stays until its answer, whatever the clock says.
    let away = move || over.get() && !paying.get();
    let button = move || if paying.get() { texts.pay_busy() } else { texts.pay(&total) };
    // The shop says that the hold has ended. The clock of a page does not know.
    let refused = move || problem.with(|problem| problem.as_ref().is_some_and(|problem| problem.code == ProblemCode::HoldExpired));
    let described = move || if problem.with(Option::is_some) { "problem paying-problem sandbox" } else { "problem sandbox" };
    view! {
        <div hidden=refused>
            <Countdown expires_in_ms until seats on_end=Callback::new(move |is_over: bool| over.set(is_over)) texts=countdown />
        </div>
        <form class="card-form" method="post" action=site_path(&format!("/bookings/{id}/pay")) on:submit=submit on:click=move |click| take_test_card(&click, card) hidden=away>
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
                    readonly=paying
                />
            </label>
            {cards}
            <button type="submit" class="button card-form-pay" data-testid="pay-button" aria-busy=move || if paying.get() { "true" } else { "false" }>
                {fresh_text(button)}
            </button>
        </form>
        // Beside the button, which keeps the focus: a button that is disabled would lose it.
        {move || {
            problem
                .get()
                .map(|problem| {
                    view! {
                        <div id="paying-problem">
                            <ProblemNotice problem context=Where::Paying texts=problems />
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

/// A test card that was pressed puts itself into the form.
fn take_test_card(click: &MouseEvent, card: NodeRef<html::Input>) {
    let pressed = event_target::<web_sys::Element>(click);
    if let (true, Some(card)) = (pressed.class_list().contains("test-card"), card.get_untracked()) {
        card.set_value(&pressed.text_content().unwrap_or_default());
        let _ = card.focus();
    }
}
