//! Addresses of the site.

use crate::texts::page_language;

/// The address of a page, from its path in English, in the language of the page that leads there: `/fi/venues` of `/venues`.
pub(crate) fn site_path(path: &str) -> String {
    page_language().address(path)
}
