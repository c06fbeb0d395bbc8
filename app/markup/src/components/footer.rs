//! The footer of every page.

use leptos::prelude::*;
use ui::{
    address::site_path,
    texts::{LANGUAGES, Language},
};

use crate::{search::SearchLink, texts::FooterTexts};

/// The footer: links, legal pages and languages.
#[component]
pub fn Footer(
    /// The path and query of the current page, without the language.
    #[prop(optional, into)]
    here: String,
    /// The translated texts.
    texts: FooterTexts,
    /// Links to the shop's legal pages.
    #[prop(optional)]
    legal: Vec<SearchLink>,
) -> impl IntoView {
    let legal = legal.into_iter().map(|SearchLink { label, href, .. }| {
        view! {
            <li>
                <a href=href>{label}</a>
            </li>
        }
    });
    let legal = legal.collect_view();
    let languages = (LANGUAGES.len() > 1).then(|| languages(&here, texts.language()));
    view! {
        <footer class="site-footer">
            <div class="site-footer-inner">
                <p class="site-footer-word">{texts.word()}</p>
                <ul class="site-footer-links">
                    <li>
                        <a href=site_path("/bookings")>{texts.bookings()}</a>
                    </li>
                    <li>
                        <a href=site_path("/sign-in")>{texts.account()}</a>
                    </li>
                    <li>
                        <a href=site_path("/venues")>{texts.venues()}</a>
                    </li>
                    <li>
                        <a href="/api/docs" rel="external">
                            {texts.programs()}
                        </a>
                    </li>
                    {legal}
                </ul>
                {languages}
            </div>
        </footer>
    }
}

/// The address for the links to other languages. An overlong query is left out, because each link
/// would repeat it.
fn same_page(here: &str) -> &str {
    const LONGEST: usize = 2_000;
    let path = here.split('?').next().unwrap_or_default();
    [here, path]
        .into_iter()
        .find(|address| (1..=LONGEST).contains(&address.len()))
        .unwrap_or("/")
}

/// Links to the same page in every language. Each has the language's own name, so a visitor who
/// reads no other language finds it.
fn languages(here: &str, current: Language) -> impl IntoView + use<> {
    let here = same_page(here);
    let way = |language: &Language| {
        let (code, is_current) = (language.code(), *language == current);
        view! {
            <li>
                <a href=language.marked_address(here) lang=code hreflang=code aria-current=is_current.then_some("true")>
                    {language.name()}
                </a>
            </li>
        }
    };
    let ways = LANGUAGES.iter().map(way).collect_view();
    view! { <ul class="site-footer-links site-footer-languages">{ways}</ul> }
}
