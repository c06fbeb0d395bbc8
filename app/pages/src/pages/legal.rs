//! The pages for legal texts, which the organiser writes.

use leptos::prelude::*;
use leptos_meta::Title;
use markup::{search::SearchLink, texts::FailureTexts};
use ui::texts::page_language;

use super::loaded::loaded;
use crate::{
    context,
    error::AppError,
    legal::{LegalDocument, LegalKind},
    texts::LegalTexts,
};

/// The page of one legal text.
#[component]
pub fn Legal() -> impl IntoView {
    let kind = super::said_in_path("page").parse::<LegalKind>().ok();
    let written = kind.and_then(|kind| Some((kind, context::legal().get(kind)?.clone())));
    let page = async move {
        written.ok_or_else(|| AppError::not_found(&FailureTexts::of(page_language()).legal()))
    };
    loaded(page, show)
}

/// Links to the legal pages, next to the pay button; nothing if there are none.
pub(super) fn before_paying(legal: Vec<SearchLink>) -> Option<AnyView> {
    if legal.is_empty() {
        return None;
    }
    let link = |SearchLink { label, href, .. }: SearchLink| {
        view! {
            " "
            <a href=href>{label}</a>
        }
    };
    let links = legal.into_iter().map(link).collect_view();
    let texts = LegalTexts::of(page_language());
    Some(view! { <p class="fine">{texts.before()} {links}</p> }.into_any())
}

fn show((kind, document): (LegalKind, LegalDocument)) -> AnyView {
    let label = kind.label(&LegalTexts::of(page_language()));
    let LegalDocument { title, body } = document;
    let heading = match title {
        Some(title) => view! { <h1 dir="auto" inner_html=title></h1> }.into_any(),
        None => view! { <h1 dir="auto">{label.clone()}</h1> }.into_any(),
    };
    view! {
        <Title text=label />
        <div class="page">
            <header class="page-head">{heading}</header>
            <div class="prose legal" inner_html=body></div>
        </div>
    }
    .into_any()
}
