//! QR codes as pictures.

use leptos::prelude::*;

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

/// The picture of a code, black whatever the light.
#[component]
pub fn QrPicture(
    /// The code.
    code: QrCode,
    /// What it is, for screen readers.
    label: String,
) -> impl IntoView {
    let frame = code.view_box();
    view! {
        <svg class="ticket-qr" viewBox=frame role="img" aria-label=label>
            <path d=code.path stroke="#000" stroke-width="1" shape-rendering="crispEdges" />
        </svg>
    }
}
