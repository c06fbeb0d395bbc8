//! The texts of the site in each language. Translators write Fluent files (`app/locales/LANGUAGE/SURFACE.ftl`); the build of the app turns
//! each surface into a Rust type with one method for each text ([`Translations::rust`]); and that type fills in texts at run time
//! ([`Texts`]), on the server and in the browser.
//!
//! No browser ever parses Fluent or holds a language that its page is not in: an island gets its texts as a property, from the server.
//! `docs/decisions/translations.md` says why.

mod language;
mod message;
mod rust;
mod texts;
mod translation;

pub use language::Language;
pub use texts::{TextArgument, Texts};
pub use translation::{TranslationError, Translations};
