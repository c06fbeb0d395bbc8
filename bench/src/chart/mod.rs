//! Charts as SVG, written by hand: a few shapes and words that read on light and on dark pages.

mod bars;
mod ranges;
mod svg;
mod timeline;

pub use bars::{Bar, bars};
pub use ranges::{Range, ranges};
pub use timeline::{Line, timeline};

/// A picture, and the name of its file.
#[derive(Debug, Clone)]
pub struct Chart {
    /// As `holds.svg`.
    pub file: &'static str,
    /// The document.
    pub svg: String,
}
