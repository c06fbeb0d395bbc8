//! Pages with inline style and scripts, which load nothing else but fonts: an event's line and its
//! draw. More fans load them at the same moment than any other page, so each is small and arrives
//! in one response.

mod style;

use std::{fs, sync::OnceLock};

use leptos::prelude::*;

use self::style::line_style;
use crate::scripts::{LEPTOS_OWN, without_comments};

/// One of the lean pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeanPage {
    /// `/events/NAME/line`.
    Line,
    /// `/events/NAME/draw`.
    Draw,
}

impl LeanPage {
    /// The lean page at a path; none if the path belongs to another page.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        let (name, page) = path.strip_prefix("/events/")?.split_once('/')?;
        match page {
            "line" if !name.is_empty() => Some(Self::Line),
            "draw" if !name.is_empty() => Some(Self::Draw),
            _ => None,
        }
    }

    /// Every inline script of the page, exactly as written, for the Content-Security-Policy.
    #[must_use]
    pub fn scripts(self) -> Vec<String> {
        let own = if self == Self::Line {
            vec![line_script().to_owned(), work_script().to_owned()]
        } else {
            Vec::new()
        };
        own.into_iter()
            .chain(LEPTOS_OWN.map(str::to_owned))
            .collect()
    }
}

/// The inline style of these pages, extracted from the built site that `options` names.
#[must_use]
pub fn lean_style(options: &LeptosOptions) -> &'static str {
    static STYLE: OnceLock<String> = OnceLock::new();

    STYLE.get_or_init(|| {
        let file = format!(
            "{}/{}/{}.css",
            options.site_root, options.site_pkg_dir, options.output_name
        );
        // Without a built site, only the lean pages' own rules remain.
        line_style(&fs::read_to_string(file).unwrap_or_default())
    })
}

/// The inline script of a line's page.
#[component]
pub(crate) fn LineScript() -> impl IntoView {
    view! { <script type="module" inner_html=line_script()></script> }
}

/// The inline script of the join button, for lines that require a proof of work.
#[component]
pub(crate) fn WorkScript() -> impl IntoView {
    view! { <script type="module" inner_html=work_script()></script> }
}

fn line_script() -> &'static str {
    static SCRIPT: OnceLock<String> = OnceLock::new();

    SCRIPT.get_or_init(|| without_comments(include_str!("../line.js")))
}

fn work_script() -> &'static str {
    static SCRIPT: OnceLock<String> = OnceLock::new();

    SCRIPT.get_or_init(|| without_comments(include_str!("../work.js")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_and_the_draw_of_an_event_are_lean() {
        assert_eq!(LeanPage::at("/events/evening-1/line"), Some(LeanPage::Line));
        assert_eq!(LeanPage::at("/events/evening-1/draw"), Some(LeanPage::Draw));
        for path in [
            "/events/line",
            "/events//line",
            "/events/evening-1",
            "/events/evening-1/line/",
            "/events/evening-1/line/join",
            "/venues/x/line",
        ] {
            assert_eq!(LeanPage::at(path), None, "{path}");
        }
    }

    #[test]
    fn inline_scripts_match_what_the_content_security_policy_allows() {
        let pages = Owner::new().with(|| {
            [
                view! { <LineScript /> }.to_html(),
                view! { <WorkScript /> }.to_html(),
            ]
        });
        for (html, known) in pages.iter().zip(LeanPage::Line.scripts()) {
            let written = html
                .split_once('>')
                .and_then(|(_, rest)| rest.split_once("</script>"))
                .map(|(script, _)| script);
            assert_eq!(written, Some(known.as_str()));
            assert!(!html.contains("// "), "{html}");
        }
        assert!(line_script().len() < 9_700, "{} bytes", line_script().len());
        assert!(work_script().len() < 2_800, "{} bytes", work_script().len());
    }
}
