//! Telling what happened, what is safe and what to do.

use domain::Problem;
use leptos::prelude::*;

use super::problem_texts::{Where, advice, headline};
use crate::texts::ProblemsTexts;

/// How loud a notice is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something to know.
    #[default]
    Note,
    /// Something went as it should.
    Done,
    /// Something did not go as asked.
    Problem,
}

/// A few sentences set apart. A problem is read out at once; the others when there is a pause.
#[component]
pub fn Notice(
    /// How loud it is.
    #[prop(optional)]
    kind: NoticeKind,
    /// What happened, in a few words.
    #[prop(into)]
    title: String,
    /// What is safe, what to do.
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

/// A problem, with what is safe and what to do about it.
#[component]
pub fn ProblemNotice(
    /// The problem.
    problem: Problem,
    /// Where it is shown.
    #[prop(optional)]
    context: Where,
    /// The words.
    texts: ProblemsTexts,
) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Problem title=headline(&problem, context, &texts)>
            <p>{advice(&problem, context, &texts)}</p>
        </Notice>
    }
}
