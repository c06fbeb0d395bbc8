//! The results of forms without JavaScript, which redirect back to their page.

use domain::{
    Problem, ProblemCode,
    selling::{CodeRefusal, ExtensionRefusal},
};
use leptos::prelude::use_context;
use markup::texts::PayingTexts;
use ui::{
    components::BAD_ADDRESS,
    texts::{ProblemsTexts, page_language},
};

use crate::context::FormProblem;

/// A value of the last form's result. It is shown once and is not part of the URL, since anybody
/// may follow a link.
pub(super) fn value(name: &str) -> Option<String> {
    let FormProblem(parts) = use_context()?;
    parts
        .into_iter()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value)
}

/// The problem of the last form, if any. A refused promo code and a refused extension come with a
/// `reason`. On the checkout, `field` names the field with the problem (`email`, `card`). On the
/// page of a booking, `field=give` names the form for giving a ticket.
pub(super) fn query_problem() -> Option<Problem> {
    let code = value("problem");
    let code = ProblemCode::ALL
        .iter()
        .find(|known| Some(known.as_str()) == code.as_deref())?;
    let problem = Problem::new(*code);
    if *code == ProblemCode::ExtensionRefused {
        return Some(problem.detail(no_more_time()));
    }
    let reason = value("reason").filter(|_| *code == ProblemCode::CodeRefused);
    let reason = CodeRefusal::ALL
        .into_iter()
        .find(|known| Some(known.as_str()) == reason.as_deref());
    let field = value("field");
    Some(match (reason, code, field.as_deref()) {
        (Some(reason), ..) => problem.detail(why_no_code(reason)),
        (None, ProblemCode::InvalidRequest, Some("email")) => problem.detail(BAD_ADDRESS),
        (None, ProblemCode::TooManyRequests, Some("card")) => {
            problem.detail(PayingTexts::of(page_language()).refused_often())
        }
        _ => problem,
    })
}

/// Describes why a promo code was refused.
fn why_no_code(reason: CodeRefusal) -> String {
    let texts = ProblemsTexts::of(page_language());
    match reason {
        CodeRefusal::Unknown => texts.code_unknown(),
        CodeRefusal::Expired => texts.code_expired(),
        CodeRefusal::UsedUp => texts.code_used_up(),
        CodeRefusal::OtherEvent => texts.code_other_event(),
        CodeRefusal::TooFewSeats => texts.code_too_few_seats(),
    }
}

/// Describes why a hold was not extended.
fn no_more_time() -> String {
    let (reason, texts) = (value("reason"), PayingTexts::of(page_language()));
    match ExtensionRefusal::ALL
        .into_iter()
        .find(|known| Some(known.as_str()) == reason.as_deref())
    {
        Some(ExtensionRefusal::LastMinute) => texts.more_refused_late(),
        Some(ExtensionRefusal::NoExtensions) => texts.more_refused_off(),
        Some(ExtensionRefusal::OnceOnly) | None => texts.more_refused(),
    }
}
