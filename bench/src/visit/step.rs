//! The steps of a visit, in order.

/// One step. What a browser loads once and keeps (style sheets, fonts, WebAssembly) is not part of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The connection alone.
    Connect,
    /// The event's page: HTML, compressed with brotli.
    Page,
    /// The seating plan: JSON, compressed with brotli.
    Plan,
    /// The price level of each seat.
    Levels,
    /// The live stream, up to its snapshot. It stays open until the fan leaves.
    Stream,
    /// A hold of two seats that nobody else wants, and the session before it where the page began none.
    Hold,
    /// The checkout page of the hold.
    Checkout,
    /// A payment token of the sandbox.
    Token,
    /// The payment, until there are tickets.
    Pay,
    /// The page with the tickets.
    Tickets,
}

impl Step {
    /// The visit that a fan's cost is counted for.
    pub const VISIT: [Self; 8] = [Self::Connect, Self::Page, Self::Plan, Self::Levels, Self::Stream, Self::Hold, Self::Token, Self::Pay];

    /// Every step that is measured by itself.
    pub const ALL: [Self; 10] = [
        Self::Connect,
        Self::Page,
        Self::Plan,
        Self::Levels,
        Self::Stream,
        Self::Hold,
        Self::Checkout,
        Self::Token,
        Self::Pay,
        Self::Tickets,
    ];

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Page => "event page (HTML, brotli)",
            Self::Plan => "seating plan (JSON, brotli)",
            Self::Levels => "price levels",
            Self::Stream => "open the live stream",
            Self::Hold => "hold two seats",
            Self::Checkout => "checkout page",
            Self::Token => "payment token",
            Self::Pay => "pay and capture",
            Self::Tickets => "ticket page",
        }
    }

    /// The most CPU that the step should cost server and database together, in milliseconds: in a hall, and in a stadium.
    pub fn goal(self) -> Option<(f64, f64)> {
        match self {
            Self::Connect | Self::Stream => Some((0.1, 0.1)),
            Self::Page | Self::Levels | Self::Token => Some((0.05, 0.05)),
            Self::Plan => Some((0.1, 0.15)),
            Self::Hold => Some((0.35, 0.35)),
            Self::Pay => Some((0.8, 0.8)),
            Self::Checkout | Self::Tickets => None,
        }
    }
}
