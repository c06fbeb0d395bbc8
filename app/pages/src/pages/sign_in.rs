//! Signing in: an e-mail address, then the code that was sent there. Two plain forms, which need no JavaScript.

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
    let problem = problem(&texts).map(|notice| view! { <div id="problem">{notice}</div> });
    let fault = query_problem().map(|problem| problem.code);
    let (title, lead) = (texts.title(), texts.title_lead());
    view! {
        <Title text=texts.title() />
        <Meta name="robots" content="noindex" />
        <div class="page sign-in">
            <header class="page-head">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
            </header>
            {problem}
            {loaded(sign_in_state(), move |state| shown(&texts, state, step.as_deref(), fault))}
        </div>
    }
}

fn shown(texts: &PeopleTexts, state: SignInState, step: Option<&str>, fault: Option<ProblemCode>) -> AnyView {
    let SignInState { is_possible, sends, asked, email } = state;
    if let Some(email) = email {
        let (title, link) = (texts.here(&email), texts.here_link());
        return view! {
            <Notice kind=NoticeKind::Done title>
                <p class="actions">
                    <a class="button" href=site_path("/bookings")>
                        {link}
                    </a>
                </p>
            </Notice>
        }
        .into_any();
    }
    if !is_possible {
        let (title, words) = (texts.unable(), texts.unable_words());
        return view! {
            <Notice title>
                <p>{words}</p>
            </Notice>
        }
        .into_any();
    }
    let wants_code = match step {
        Some(step) => step == "code",
        None => asked.is_some(),
    };
    if wants_code {
        code_form(texts, asked, sends, fault == Some(ProblemCode::SignInRefused))
    } else {
        address_form(texts, fault == Some(ProblemCode::InvalidRequest))
    }
}

fn address_form(texts: &PeopleTexts, is_wrong: bool) -> AnyView {
    let (label, hint, send) = (texts.title_address(), texts.title_hint(), texts.title_send());
    let described = if is_wrong { "problem email-hint" } else { "email-hint" };
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
    let sent = asked.map_or_else(|| texts.code_somewhere(), |email| texts.code(&email));
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
    let described = if is_wrong { "problem code-hint" } else { "code-hint" };
    let (late, label, enter, other) = (texts.code_late(), texts.code_field(), texts.code_enter(), texts.code_other());
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
                    data-testid="sign-in-code"
                />
            </label>
            <button type="submit" class="button">
                {enter}
            </button>
            <p class="card-form-note">{late}</p>
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
        _ => return Some(view! { <ProblemNotice problem texts=ProblemsTexts::of(page_language()) /> }.into_any()),
    };
    let notice = view! {
        <Notice kind=NoticeKind::Problem title>
            <p>{words}</p>
        </Notice>
    };
    Some(notice.into_any())
}
