//! Notices: what happened, what is safe and what to do.

use domain::Problem;
use leptos::prelude::*;

use super::problem_texts::{ProblemContext, advice, headline};
use crate::texts::ProblemsTexts;

/// The severity of a notice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Information.
    #[default]
    Note,
    /// A success.
    Done,
    /// An error or a rejection.
    Problem,
}

/// A notice. Screen readers announce a problem at once, other notices after their current speech.
#[component]
pub fn Notice(
    /// Its severity.
    #[prop(optional)]
    kind: NoticeKind,
    /// What happened, in a few words.
    #[prop(into)]
    title: String,
    /// What is safe, and what to do.
    children: Children,
) -> impl IntoView {
    let (name, role) = match kind {
        NoticeKind::Note => ("note", "status"),
        NoticeKind::Done => ("done", "status"),
        NoticeKind::Problem => ("problem", "alert"),
    };
    view! {
        <div class="notice" data-kind=name role=role>
            <p class="notice-title">{title}</p>
            <div class="notice-body">{children()}</div>
        </div>
    }
}

/// A notice of a problem, with advice.
#[component]
pub fn ProblemNotice(
    /// The problem.
    problem: Problem,
    /// Where it is shown.
    #[prop(optional)]
    context: ProblemContext,
    /// The translated texts.
    texts: ProblemsTexts,
) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Problem title=headline(&problem, context, &texts)>
            <p>{advice(&problem, context, &texts)}</p>
        </Notice>
    }
}
