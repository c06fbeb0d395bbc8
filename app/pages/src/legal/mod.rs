//! The shop's legal pages. The organiser writes them as Markdown files, which the server reads.

mod document;

use std::{collections::BTreeMap, str::FromStr, sync::Arc};

use markup::search::SearchLink;
use ui::address::site_path;

pub use self::document::LegalDocument;
use crate::texts::LegalTexts;

/// The kinds of legal page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegalKind {
    /// The terms of sale.
    Terms,
    /// How personal data is used.
    Privacy,
    /// When buyers get their money back.
    Refunds,
    /// How to reach the organiser.
    Contact,
    /// The organiser's name and legal details.
    Imprint,
}

impl LegalKind {
    /// All kinds, in the order of their links.
    pub const ALL: [Self; 5] = [
        Self::Terms,
        Self::Privacy,
        Self::Refunds,
        Self::Contact,
        Self::Imprint,
    ];

    /// The name in URLs, and the file name without `.md`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Privacy => "privacy",
            Self::Refunds => "refunds",
            Self::Contact => "contact",
            Self::Imprint => "imprint",
        }
    }

    /// The text of links to the page.
    pub(crate) fn label(self, texts: &LegalTexts) -> String {
        match self {
            Self::Terms => texts.terms(),
            Self::Privacy => texts.privacy(),
            Self::Refunds => texts.refunds(),
            Self::Contact => texts.contact(),
            Self::Imprint => texts.imprint(),
        }
    }
}

/// The name matches no legal page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoLegalKind;

impl FromStr for LegalKind {
    type Err = NoLegalKind;

    fn from_str(name: &str) -> Result<Self, NoLegalKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or(NoLegalKind)
    }
}

/// The shop's existing legal pages. The server provides them to every page. Clones share the data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegalPages(Arc<BTreeMap<LegalKind, LegalDocument>>);

impl LegalPages {
    /// Creates a set of these pages.
    #[must_use]
    pub fn new(pages: impl IntoIterator<Item = (LegalKind, LegalDocument)>) -> Self {
        Self(Arc::new(pages.into_iter().collect()))
    }

    /// The page of this kind; none if the organiser has not written it.
    #[must_use]
    pub fn get(&self, kind: LegalKind) -> Option<&LegalDocument> {
        self.0.get(&kind)
    }

    /// The pages that the organiser has not written yet.
    #[must_use]
    pub fn missing(&self) -> Vec<LegalKind> {
        LegalKind::ALL
            .into_iter()
            .filter(|kind| self.get(*kind).is_none())
            .collect()
    }

    /// A link to the page of this kind; none if the organiser has not written it.
    pub(crate) fn link(&self, kind: LegalKind, texts: &LegalTexts) -> Option<SearchLink> {
        self.get(kind).map(|_| SearchLink {
            label: kind.label(texts),
            href: site_path(&format!("/legal/{}", kind.name())),
            ..SearchLink::default()
        })
    }

    /// Links to the existing pages.
    pub(crate) fn links(&self, texts: &LegalTexts) -> Vec<SearchLink> {
        LegalKind::ALL
            .into_iter()
            .filter_map(|kind| self.link(kind, texts))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::texts::Language;

    #[test]
    fn existing_pages_are_linked_and_the_others_are_reported_as_missing() {
        let pages = LegalPages::new(
            [LegalKind::Imprint, LegalKind::Terms].map(|kind| (kind, LegalDocument::read("Text"))),
        );
        let links = pages.links(&LegalTexts::of(Language::English));
        let hrefs: Vec<&str> = links.iter().map(|link| link.href.as_str()).collect();
        assert_eq!(hrefs, ["/legal/terms", "/legal/imprint"]);
        assert_eq!(
            pages.missing(),
            [LegalKind::Privacy, LegalKind::Refunds, LegalKind::Contact]
        );
        for kind in LegalKind::ALL {
            assert_eq!(kind.name().parse::<LegalKind>(), Ok(kind));
        }
    }
}
