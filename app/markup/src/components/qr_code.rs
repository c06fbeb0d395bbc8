//! QR codes as SVG images.

use leptos::prelude::*;

/// A QR code as an SVG path with strokes one unit wide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    /// The number of modules per side.
    pub size: u16,
    /// The dark modules, row by row.
    pub path: String,
}

impl QrCode {
    /// The view box, including the quiet zone of four modules that scanners need.
    #[must_use]
    pub fn view_box(&self) -> String {
        format!("-4 -4 {side} {side}", side = self.size + 8)
    }
}

/// The image of a code. It is black, also in dark mode, so that scanners can read it.
#[component]
pub fn QrPicture(
    /// The code.
    code: QrCode,
    /// The label for screen readers.
    label: String,
) -> impl IntoView {
    let frame = code.view_box();
    view! {
        <svg class="ticket-qr" viewBox=frame role="img" aria-label=label>
            <path d=code.path stroke="#000" stroke-width="1" shape-rendering="crispEdges" />
        </svg>
    }
}
