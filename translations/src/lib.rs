//! The texts of the site in each language. Translators write Fluent files
//! (`app/pages/locales/LANGUAGE/SURFACE.ftl`). The build of their crate generates a Rust type for
//! each surface, with one method for each text ([`Translations::rust`]). That type fills in texts
//! at run time ([`Texts`]), on the server and in the browser.
//!
//! Browsers never parse Fluent or load a language other than their page's: an island gets its texts
//! from the server, as a property. `docs/decisions/0005-translations.md` has the reasons.

mod countries;
mod dates;
mod language;
mod message;
mod rust;
mod texts;
mod translation;

pub use dates::CalendarDay;
pub use language::Language;
pub use rust::TextVisibility;
pub use texts::{TextArgument, Texts};
pub use translation::{TranslationError, Translations};
