//! Telling what happened, what is safe and what to do.

use domain::{Problem, ProblemCode};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::error::AppError;

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
) -> impl IntoView {
    let advice = advice(problem.code);
    let detail = problem.detail.clone();
    view! {
        <Notice kind=NoticeKind::Problem title=problem.title.clone()>
            {detail.map(|detail| view! { <p>{detail}</p> })}
            <p>{advice}</p>
        </Notice>
    }
}

/// The problem that a form without JavaScript came back with (`?problem=CODE`); nothing where there is none.
#[component]
pub fn QueryProblem() -> impl IntoView {
    let query = use_query_map();
    let problem = move || {
        let code = query.read().get("problem")?;
        ProblemCode::ALL.iter().find(|known| known.as_str() == code).map(|code| Problem::new(*code))
    };
    move || problem().map(|problem| view! { <ProblemNotice problem /> })
}

/// A page that could not be shown.
#[component]
pub fn Failure(
    /// Why.
    error: AppError,
) -> impl IntoView {
    let Problem { title, status, code, .. } = error.0.clone();
    let detail = error.0.detail.clone().filter(|detail| *detail != title);
    view! {
        <Title text=title.clone() />
        <div class="page failure">
            <p class="failure-status" aria-hidden="true">
                {status}
            </p>
            <h1>{title}</h1>
            {detail.map(|detail| view! { <p class="lead">{detail}</p> })}
            <p>{advice(code)}</p>
            <p class="actions">
                <a class="button" href="/">
                    "See what is on"
                </a>
                <a class="button" data-variant="plain" href="/bookings">
                    "My bookings"
                </a>
            </p>
        </div>
    }
}

/// What is safe and what to do, by kind of problem.
fn advice(code: ProblemCode) -> &'static str {
    use ProblemCode as C;
    match code {
        C::NotFound => "The address may be old, or belong to someone else. Nothing of yours has changed.",
        C::SeatsTaken => "Someone was a moment faster. Nothing was held and nothing was charged. Choose others on the plan.",
        C::SoldOut => "Nothing was held and nothing was charged. Ask for fewer, or at another price; held seats may yet come back.",
        C::TooManySeats => "Nothing was held. Choose fewer, or make a second booking.",
        C::UnknownSeat | C::InvalidRequest | C::MalformedBody => "Nothing was held and nothing was charged. Go back and choose again.",
        C::NotOnSaleYet => "Nothing was held. The page of the event says when sales open.",
        C::NotOnSale => "Nothing was held and nothing was charged. There may be other dates.",
        C::WaitingRoom => "Many want in at once. Your place in the queue is kept.",
        C::HoldExpired => "Your card was not charged. The seats went back on sale; they may still be free.",
        C::BookingState => "Look at the booking to see where it stands.",
        C::PaymentDeclined => "Your card was not charged and your seats are still held. Try another card.",
        C::PaymentFailed => "Your seats are still held. Try again in a moment; you will not pay twice.",
        C::PaymentInProgress | C::RequestInProgress => {
            "The first try is still under way. Wait a moment and look again; you will not pay twice."
        }
        C::TooManyRequests | C::Busy => "Wait a moment and try again. What you hold stays held.",
        C::CrossOrigin | C::Unauthorized => "Load the page again and repeat what you did. Nothing was changed.",
        _ => "What you hold stays held, and nothing is charged twice. Try again in a moment.",
    }
}
