//! Letters, as plain text and as HTML. The page behind the link of a letter shows the same HTML.

mod list;
mod page;
mod places;
mod receipt;
mod sign_in;
mod tickets;

pub use self::{
    list::{LetterEntry, LetterTopic, letter_list},
    page::letter_page,
    sign_in::sign_in_letter,
    tickets::letter,
};
pub(crate) use self::{
    places::{place, place_of, remarks},
    receipt::{receipt_html, receipt_text},
};
use crate::Language;

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterContent {
    /// A single line.
    pub subject: String,
    /// For programs that show plain text.
    pub text: String,
    /// A complete document. Its style is [`LETTER_STYLE`].
    pub html: String,
}

/// The content of the only `<style>` in letters as HTML.
pub const LETTER_STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem;color:#1c1917;background:#fff}\
h1{font-size:1.5rem;line-height:1.2}dt{color:#57534e;margin-top:.75rem}dd{margin:0}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;padding:.25rem 0;border-bottom:1px solid #d6d3d1}td{text-align:right}a{color:#9f1239}.issuer{white-space:pre-line}\
.small{color:#57534e;font-size:.875rem}";

/// The end of each document.
const END: &str = "</main></body></html>";

/// A complete document with the style of letters.
pub(crate) fn document(language: Language, title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"robots\" content=\"noindex\"><title>{}</title><style>{LETTER_STYLE}</style></head><body><main>{body}{END}",
        language.code(),
        escaped(title),
    )
}

/// A text on a single line: in a subject, a line break would begin another header.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|letter: char| letter.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text for HTML, also for attributes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
