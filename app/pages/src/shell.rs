//! The HTML documents around pages, which only the server renders.

use domain::Problem;
use leptos::{hydration::AutoReload, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags};
use leptos_router::location::RequestUrl;
use markup::{
    components::{FailureBody, Footer, Header},
    texts::{FailureTexts, FooterTexts, HeaderTexts},
};
use ui::{
    components::{ProblemContext, headline},
    texts::{Language, ProblemsTexts, page_language},
};

use crate::{
    lean::{LeanPage, lean_style},
    legal::LegalPages,
    root::legal_links,
    scripts::{Scripts, SiteFiles},
};

/// The fonts for the first screen: body text and headings, Latin letters.
const FIRST_FONTS: [&str; 2] = [
    "/fonts/figtree-latin-wght-normal-4ba7d3d0.woff2",
    "/fonts/fraunces-latin-560-44dcea6a.woff2",
];

/// The document of a page. Everything outside the page itself (style, fonts, hydration scripts) is
/// named here and nowhere else.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    // Pages look up the files of their islands here.
    provide_context(SiteFiles::of(&options));
    let here = use_context::<RequestUrl>()
        .and_then(|address| address.parse().ok())
        .unwrap_or_default();
    let own = if LeanPage::at(here.path()).is_some() {
        view! { <style inner_html=lean_style(&options)></style> }.into_any()
    } else {
        view! {
            {first_fonts()}
            <HashedStylesheet options=options.clone() id="style" />
            <AutoReload options />
            <Scripts />
        }
        .into_any()
    };
    view! {
        <!DOCTYPE html>
        <html lang=page_language().code()>
            <head>
                {about_the_site()}
                {own}
                <MetaTags />
            </head>
            <body>
                <crate::App />
            </body>
        </html>
    }
}

/// The head elements that every document shares.
fn about_the_site() -> impl IntoView {
    view! {
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        {theme("light", "#faf7f1")}
        {theme("dark", "#191513")}
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icons/touch-180.png" />
        <link rel="manifest" href="/site.webmanifest" />
    }
}

/// Preloads the fonts of the first screen together with the style.
fn first_fonts() -> impl IntoView {
    FIRST_FONTS.map(|href| view! { <link rel="preload" href=href r#as="font" r#type="font/woff2" crossorigin="anonymous" /> })
}

/// The colour of the browser's toolbar around the site.
fn theme(scheme: &str, colour: &'static str) -> impl IntoView + use<> {
    leptos::html::meta()
        .name("theme-color")
        .content(colour)
        .attr("media", format!("(prefers-color-scheme: {scheme})"))
}

/// The error document for requests that were rejected before a page could be rendered. It has no
/// scripts, since a page at the same address might hydrate something else.
#[must_use]
pub fn failure_document(
    problem: Problem,
    stylesheet: &str,
    legal: LegalPages,
    language: Language,
) -> String {
    let stylesheet = stylesheet.to_owned();
    let owner = Owner::new();
    let document = owner.with(|| {
        provide_context(legal);
        provide_context(language);
        // Problem details are in English only.
        let problem = if language == Language::English {
            problem
        } else {
            Problem {
                detail: None,
                ..problem
            }
        };
        let title = crate::root::document_title(headline(
            &problem,
            ProblemContext::Other,
            &ProblemsTexts::of(language),
        ));
        let (header, failure) = (
            HeaderTexts::of(page_language()),
            FailureTexts::of(page_language()),
        );
        view! {
            <!DOCTYPE html>
            <html lang=language.code()>
                <head>
                    {about_the_site()}
                    {first_fonts()}
                    <meta name="robots" content="noindex" />
                    <title inner_html=title></title>
                    <link rel="stylesheet" href=stylesheet />
                </head>
                <body>
                    <a class="skip-link" href="#main">
                        {header.skip()}
                    </a>
                    // No page of the menu is the current one.
                    <Header here="" texts=header />
                    <main id="main" tabindex="-1">
                        <FailureBody problem texts=failure problems=ProblemsTexts::of(language) />
                    </main>
                    <Footer texts=FooterTexts::of(page_language()) legal=legal_links() />
                </body>
            </html>
        }
        .to_html()
    });
    owner.cleanup();
    document
}

#[cfg(test)]
mod tests {
    use domain::ProblemCode;

    use super::*;

    #[test]
    fn preloaded_fonts_are_fonts_of_the_stylesheet() {
        let style = include_str!("../../../style/fonts.css");
        for font in FIRST_FONTS {
            assert!(style.contains(&format!("url(\"{font}\")")), "{font}");
        }
    }

    #[test]
    fn an_error_page_is_a_complete_document_without_scripts() {
        let html = failure_document(
            Problem::new(ProblemCode::MethodNotAllowed),
            "/pkg/frontrow.css",
            LegalPages::default(),
            Language::English,
        );
        assert!(html.starts_with("<!DOCTYPE html>"), "{html}");
        for part in [
            "405",
            "This page cannot be opened that way",
            "/pkg/frontrow.css",
            r#"href="/bookings""#,
            "· Frontrow</title>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("<script"), "{html}");
    }
}
