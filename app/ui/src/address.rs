//! URLs of the site's pages.

use crate::texts::page_language;

/// Adds the language of the current page to an English path: `/venues` becomes `/fi/venues` on a
/// Finnish page.
#[must_use]
pub fn site_path(path: &str) -> String {
    page_language().address(path)
}
