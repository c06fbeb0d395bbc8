//! QR codes as pictures.

/// A QR code as an SVG path of strokes one unit wide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    /// Modules a side.
    pub size: u16,
    /// Its dark modules, row by row.
    pub path: String,
}

impl QrCode {
    /// The picture's frame, with the quiet zone of four modules that readers ask for.
    #[must_use]
    pub fn view_box(&self) -> String {
        format!("-4 -4 {side} {side}", side = self.size + 8)
    }
}
