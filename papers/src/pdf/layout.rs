//! The two layouts of a page of tickets: for paper, and for the screen of a phone. Lengths are
//! points.

/// The dimensions of a page of tickets. Only sizes and positions differ: every page has the same
/// content in the same order.
#[derive(Debug)]
pub(super) struct PageLayout {
    pub width: f32,
    /// None for a page that ends with its ticket.
    pub height: Option<f32>,
    pub margin: f32,
    /// The font size of the title.
    pub title: f32,
    /// The font size of section, row and seat.
    pub value: f32,
    /// The width of a row or a seat. The section gets the rest.
    pub narrow: f32,
    /// The side of the QR code. Door scanners can read 91 points (32 mm).
    pub code: f32,
    /// The largest size of the hall's plan.
    pub plan: (f32, f32),
    /// Whether the plan is beside the code, not below it.
    pub is_plan_beside: bool,
}

/// A4. The QR code has 45 mm.
pub(super) const A4: PageLayout = PageLayout {
    width: 595.0,
    height: Some(842.0),
    margin: 56.0,
    title: 28.0,
    value: 22.0,
    narrow: 90.0,
    code: 128.0,
    plan: (300.0, 260.0),
    is_plan_beside: true,
};

/// As wide as a phone shows without zooming. The QR code takes most of the width.
pub(super) const PHONE: PageLayout = PageLayout {
    width: 360.0,
    height: None,
    margin: 20.0,
    title: 24.0,
    value: 20.0,
    narrow: 72.0,
    code: 264.0,
    plan: (320.0, 240.0),
    is_plan_beside: false,
};

impl PageLayout {
    /// The width between the margins.
    pub fn room(&self) -> f32 {
        self.width - 2.0 * self.margin
    }
}
