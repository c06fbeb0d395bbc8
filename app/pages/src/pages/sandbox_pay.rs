//! The sandbox's payment page, which stands in for the page of a real provider. It needs no script.

use boxoffice::{SandboxOutcome, SandboxPage};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use markup::{
    components::checkout::test_cards,
    texts::{FailureTexts, PayingTexts},
};
use ui::{
    address::site_path,
    components::{Notice, NoticeKind},
    format,
    texts::page_language,
};
use uuid::Uuid;

use super::loaded::loaded;
use crate::{context, error::AppError};

/// The test card that triggers the bank's challenge.
const CHALLENGED: &str = "4000 0027 6000 3184";

/// The data of the page.
struct SandboxPayPage {
    payment: Uuid,
    page: SandboxPage,
    /// The result of the last card.
    outcome: Option<SandboxOutcome>,
}

async fn load(
    payment: Option<Uuid>,
    outcome: Option<SandboxOutcome>,
) -> Result<SandboxPayPage, AppError> {
    let payment =
        payment.ok_or_else(|| AppError::not_found(&FailureTexts::of(page_language()).payment()))?;
    let page = context::office()?.sandbox_page(payment).await?;
    Ok(SandboxPayPage {
        payment,
        page,
        outcome,
    })
}

#[component]
pub fn SandboxPay() -> impl IntoView {
    let payment = super::said_in_path("payment").parse::<Uuid>().ok();
    let said = super::said_in_query("card");
    let outcome = SandboxOutcome::ALL
        .into_iter()
        .find(|outcome| Some(outcome.as_str()) == said.as_deref());
    loaded(load(payment, outcome), show)
}

fn show(shown: SandboxPayPage) -> AnyView {
    let SandboxPayPage {
        payment,
        page,
        outcome,
    } = shown;
    let texts = PayingTexts::of(page_language());
    let action = site_path(&format!("/sandbox/pay/{payment}/card"));
    let back = site_path(&format!("/bookings/{}/returned", page.booking));
    let body = match outcome {
        _ if !page.is_open => notice(NoticeKind::Note, texts.over(), texts.over_words()),
        Some(SandboxOutcome::Challenge) => challenge(action, &texts),
        outcome => card(action, &format::money(page.money), outcome, &texts),
    };
    view! {
        <Title text=texts.sandbox() />
        <Meta name="robots" content="noindex" />
        <div class="page">
            <header class="page-head">
                <h1>{texts.sandbox()}</h1>
            </header>
            {body}
            <p class="actions">
                <a href=back>{texts.sandbox_back()}</a>
            </p>
        </div>
    }
    .into_any()
}

fn notice(kind: NoticeKind, title: String, words: String) -> AnyView {
    view! {
        <Notice kind title>
            <p>{words}</p>
        </Notice>
    }
    .into_any()
}

/// The card form, below the result of the last card.
fn card(
    action: String,
    total: &str,
    outcome: Option<SandboxOutcome>,
    texts: &PayingTexts,
) -> AnyView {
    let refused = match outcome {
        Some(SandboxOutcome::Declined) => Some((texts.declined(), texts.declined_words())),
        Some(SandboxOutcome::NoFunds) => Some((texts.funds(), texts.declined_words())),
        Some(SandboxOutcome::Failed) => Some((texts.failed(), texts.failed_words())),
        Some(SandboxOutcome::UnknownCard) => Some((texts.unknown(), texts.sandbox_words())),
        Some(SandboxOutcome::ChallengeFailed) => Some((texts.unproved(), texts.declined_words())),
        Some(SandboxOutcome::Paid | SandboxOutcome::Challenge | SandboxOutcome::Over) | None => {
            None
        }
    };
    let described = refused.is_some().then_some("problem");
    let cards = test_cards(texts).map(|(number, does)| {
        view! {
            <li>
                <b class="figure">{number}</b>
                {format!(" {does}")}
            </li>
        }
    });
    view! {
        {refused.map(|(title, words)| view! { <div id="problem">{notice(NoticeKind::Problem, title, words)}</div> })}
        <form class="card-form" method="post" action=action>
            <p>{texts.sandbox_words()}</p>
            <label>
                <span class="label">{texts.sandbox_number()}</span>
                <input
                    class="field"
                    type="text"
                    name="card"
                    inputmode="numeric"
                    autocomplete="off"
                    required
                    maxlength="23"
                    aria-describedby=described
                />
            </label>
            <button type="submit" class="button card-form-pay" data-testid="pay-button">
                {texts.sandbox_pay(total)}
            </button>
        </form>
        <section class="sandbox-cards">
            <h2>{texts.cards()}</h2>
            <ul>{cards}</ul>
        </section>
    }
    .into_any()
}

/// The bank's challenge, in which the buyer proves who they are.
fn challenge(action: String, texts: &PayingTexts) -> AnyView {
    view! {
        <h2>{texts.challenge()}</h2>
        <form class="card-form" method="post" action=action>
            <p>{texts.challenge_words()}</p>
            <input type="hidden" name="card" value=CHALLENGED />
            <button type="submit" class="button" name="challenge" value="passed" data-testid="challenge-passed">
                {texts.challenge_passed()}
            </button>
            <button type="submit" class="button" data-variant="plain" name="challenge" value="failed" data-testid="challenge-failed">
                {texts.challenge_failed()}
            </button>
        </form>
    }
    .into_any()
}
