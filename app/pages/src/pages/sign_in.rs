//! Signing in: an e-mail address, then the code that was sent there. Two plain forms, which need no
//! JavaScript.

use domain::ProblemCode;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use ui::{
    address::site_path,
    components::{Notice, NoticeKind, ProblemNotice},
    texts::{ProblemsTexts, page_language},
};

use super::{
    delivery::KEPT_LETTERS,
    loaded::loaded,
    query_problem::query_problem,
    reads::{SignInState, sign_in_state},
};
use crate::texts::PeopleTexts;

#[component]
pub fn SignIn() -> impl IntoView {
    let texts = PeopleTexts::of(page_language());
    let step = super::said_in_query("step");
    let problem =
        problem(&texts).map(|notice| view! { <div id="problem">{notice}</div> }.into_any());
    let fault = query_problem().map(|problem| problem.code);
    view! {
        <Meta name="robots" content="noindex" />
        <div class="page sign-in">
            {loaded(sign_in_state(), move |state| shown(&texts, state, step.as_deref(), problem, fault))}
        </div>
    }
}

/// The page with its title: one of two steps, or a notice.
fn shown(
    texts: &PeopleTexts,
    state: SignInState,
    step: Option<&str>,
    problem: Option<AnyView>,
    fault: Option<ProblemCode>,
) -> AnyView {
    let sends = state.sends;
    let step = step_of(&state, step);
    let is_code = step == SignInStep::Code;
    let title = if is_code {
        texts.code_title()
    } else {
        texts.title()
    };
    let lead = if sends {
        texts.title_lead()
    } else {
        texts.title_lead_kept()
    };
    let lead = (!is_code).then(|| view! { <p class="lead">{lead}</p> });
    let body = match step {
        SignInStep::Done(email) => signed_in(texts, &email),
        SignInStep::Unable => unable(texts),
        SignInStep::Address => address_form(texts, fault == Some(ProblemCode::InvalidRequest)),
        SignInStep::Code => code_form(
            texts,
            state.asked,
            sends,
            fault == Some(ProblemCode::SignInRefused),
        ),
    };
    view! {
        <Title text=title.clone() />
        <header class="page-head">
            <h1>{title}</h1>
            {lead}
        </header>
        {problem}
        {body}
    }
    .into_any()
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum SignInStep {
    /// The field for the e-mail address.
    Address,
    /// The field for the code.
    Code,
    /// The buyer is signed in with this address.
    Done(String),
    /// The shop cannot deliver codes.
    Unable,
}

/// `asked` is the step in the page's address.
fn step_of(state: &SignInState, asked: Option<&str>) -> SignInStep {
    if let Some(email) = &state.email {
        return SignInStep::Done(email.clone());
    }
    let wants_code = match asked {
        Some(step) => step == "code",
        None => state.asked.is_some(),
    };
    match (state.is_possible, wants_code) {
        (false, _) => SignInStep::Unable,
        (true, true) => SignInStep::Code,
        (true, false) => SignInStep::Address,
    }
}

fn signed_in(texts: &PeopleTexts, email: &str) -> AnyView {
    let (title, link) = (texts.here(email), texts.here_link());
    view! {
        <Notice kind=NoticeKind::Done title>
            <p class="actions">
                <a class="button" href=site_path("/bookings")>
                    {link}
                </a>
            </p>
        </Notice>
    }
    .into_any()
}

fn unable(texts: &PeopleTexts) -> AnyView {
    let (title, words) = (texts.unable(), texts.unable_words());
    view! {
        <Notice title>
            <p>{words}</p>
        </Notice>
    }
    .into_any()
}

fn address_form(texts: &PeopleTexts, is_wrong: bool) -> AnyView {
    let (label, hint, send) = (
        texts.title_address(),
        texts.title_hint(),
        texts.title_send(),
    );
    let described = if is_wrong {
        "problem email-hint"
    } else {
        "email-hint"
    };
    view! {
        <form class="card-form sign-in-form" method="post" action=site_path("/sign-in/address")>
            <label>
                <span class="label">{label}</span>
                <input
                    class="field"
                    type="email"
                    name="email"
                    autocomplete="email"
                    required
                    maxlength="254"
                    aria-describedby=described
                    aria-invalid=is_wrong.then_some("true")
                />
            </label>
            <p id="email-hint" class="card-form-note">
                {hint}
            </p>
            <button type="submit" class="button">
                {send}
            </button>
        </form>
    }
    .into_any()
}

fn code_form(texts: &PeopleTexts, asked: Option<String>, sends: bool, is_wrong: bool) -> AnyView {
    let sent = match asked {
        Some(email) if sends => texts.code(&email),
        Some(email) => texts.code_kept(&email),
        None => texts.code_somewhere(),
    };
    let kept = (!sends).then(|| {
        let (words, letters) = (texts.kept(), texts.kept_letters());
        view! {
            <p class="card-form-note">
                {words}
                " "
                <a href=site_path(KEPT_LETTERS)>{letters}</a>
            </p>
        }
    });
    let described = if is_wrong {
        "problem code-hint"
    } else {
        "code-hint"
    };
    let late = sends.then(|| {
        let late = texts.code_late();
        view! { <p class="card-form-note">{late}</p> }
    });
    let (label, enter, other) = (texts.code_field(), texts.code_enter(), texts.code_other());
    view! {
        <form class="card-form sign-in-form" method="post" action=site_path("/sign-in/code")>
            <p id="code-hint">{sent}</p>
            {kept}
            <label>
                <span class="label">{label}</span>
                <input
                    class="field"
                    type="text"
                    name="code"
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    required
                    maxlength="20"
                    aria-describedby=described
                    aria-invalid=is_wrong.then_some("true")
                    autofocus=true
                    data-testid="sign-in-code"
                />
            </label>
            <button type="submit" class="button">
                {enter}
            </button>
            {late}
        </form>
        <p class="fine">
            <a href=site_path("/sign-in?step=address")>{other}</a>
        </p>
    }
    .into_any()
}

/// The notice about a rejected form.
fn problem(texts: &PeopleTexts) -> Option<AnyView> {
    let problem = query_problem()?;
    let (title, words) = match problem.code {
        ProblemCode::InvalidRequest => (texts.bad(), texts.bad_words()),
        ProblemCode::TooManyRequests => (texts.many(), texts.many_words()),
        ProblemCode::SignInRefused => (texts.refused(), texts.refused_words()),
        _ => {
            return Some(
                view! { <ProblemNotice problem texts=ProblemsTexts::of(page_language()) /> }
                    .into_any(),
            );
        }
    };
    let notice = view! {
        <Notice kind=NoticeKind::Problem title>
            <p>{words}</p>
        </Notice>
    };
    Some(notice.into_any())
}
