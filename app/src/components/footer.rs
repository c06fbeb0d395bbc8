//! What is at the bottom of every page.

use leptos::prelude::*;

use crate::{
    address::site_path,
    search::SearchLink,
    texts::{FooterTexts, LANGUAGES, Language},
};

/// The small print, which is short.
#[component]
pub fn Footer(
    /// The path of the page that it is on, with its query and without the language.
    #[prop(optional, into)]
    here: String,
    /// The texts.
    texts: FooterTexts,
    /// The legal pages that the shop has.
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

/// The address of this page for links to its other languages. A search longer than anybody types is left out, as it would stand in each link.
fn same_page(here: &str) -> &str {
    const LONGEST: usize = 2_000;
    let path = here.split('?').next().unwrap_or_default();
    [here, path].into_iter().find(|address| (1..=LONGEST).contains(&address.len())).unwrap_or("/")
}

/// The same page in every language, each by its own name, so that a visitor who reads no other language finds it.
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
