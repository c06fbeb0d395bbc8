//! Ways on from what was found, all of them links.

use leptos::prelude::*;

use crate::{
    finding::{Choice, Narrower},
    format,
};

/// The kinds of event.
pub(super) fn kinds(kinds: Vec<Choice>) -> AnyView {
    view! {
        <nav class="category-bar" aria-label="Kinds of event">
            <ul>{links(kinds)}</ul>
        </nav>
    }
    .into_any()
}

/// As a list, as a calendar.
pub(super) fn views(views: Vec<Choice>) -> AnyView {
    view! {
        <nav class="views" aria-label="How events are shown">
            <ul>{links(views)}</ul>
        </nav>
    }
    .into_any()
}

/// What the events could be narrowed down to.
pub(super) fn narrower(narrower: Vec<Narrower>) -> AnyView {
    let line = |Narrower { title, choices }: Narrower| {
        let label = title.clone();
        view! {
            <nav class="narrower" aria-label=label>
                <p aria-hidden="true">{title}</p>
                <ul>{links(choices)}</ul>
            </nav>
        }
        .into_any()
    };
    narrower.into_iter().map(line).collect_view().into_any()
}

/// The filters that hold, each with the way to be rid of it.
pub(super) fn chosen(chosen: Vec<Choice>, literally: Option<Choice>) -> AnyView {
    let chip = |Choice { label, href, .. }: Choice| {
        view! {
            <li>
                <a class="chosen-filter" href=href data-noscroll="">
                    {label}
                    <span aria-hidden="true">"×"</span>
                    <span class="visually-hidden">", take off"</span>
                </a>
            </li>
        }
        .into_any()
    };
    let list = (!chosen.is_empty()).then(|| {
        let chips = chosen.into_iter().map(chip).collect_view();
        view! {
            <ul class="chosen" aria-label="Filters">
                {chips}
            </ul>
        }
    });
    let literally = literally.map(|Choice { label, href, .. }| {
        view! {
            <p class="hint">
                "Or " <a href=href>{format!("search for the words “{label}”")}</a>
            </p>
        }
    });
    view! {
        {list}
        {literally}
    }
    .into_any()
}

fn links(choices: Vec<Choice>) -> AnyView {
    let link = |Choice { label, href, count, here }: Choice| {
        let count = count.map(|count| {
            view! {
                " "
                <small>
                    {format::thousands(count)} <span class="visually-hidden">{if count == 1 { " event" } else { " events" }}</span>
                </small>
            }
        });
        view! {
            <li>
                <a href=href aria-current=here.then_some("page")>
                    {label}
                    {count}
                </a>
            </li>
        }
        .into_any()
    };
    choices.into_iter().map(link).collect_view().into_any()
}
