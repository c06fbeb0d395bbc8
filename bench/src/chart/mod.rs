//! Charts as SVG without a library: a few shapes and texts that are readable on light and dark
//! pages.

mod bars;
mod ranges;
mod svg;
mod timeline;

pub use bars::{Bar, bars};
pub use ranges::{LatencyRange, ranges};
pub use timeline::{TimelineRow, timeline};

/// A chart, with the name of its file.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Such as `holds.svg`.
    pub file: &'static str,
    /// The SVG document.
    pub svg: String,
}
