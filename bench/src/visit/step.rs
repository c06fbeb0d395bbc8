//! The steps of a visit, in order.

/// A step. Files that a browser caches (style sheets, fonts, WebAssembly) are not part of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitStep {
    /// Only the connection.
    Connect,
    /// The event's page: HTML, compressed with brotli.
    Page,
    /// The seating plan: JSON, compressed with brotli.
    Plan,
    /// The price level of each seat.
    Levels,
    /// The live stream, up to its snapshot. It stays open until the fan leaves.
    Stream,
    /// A hold of two uncontested seats, and the session before it if the page began none.
    Hold,
    /// The checkout page of the hold.
    Checkout,
    /// A payment token of the sandbox.
    Token,
    /// The payment, until the tickets are issued.
    Pay,
    /// The page with the tickets.
    Tickets,
}

impl VisitStep {
    /// The visit for which a fan's cost is measured.
    pub const VISIT: [Self; 8] = [
        Self::Connect,
        Self::Page,
        Self::Plan,
        Self::Levels,
        Self::Stream,
        Self::Hold,
        Self::Token,
        Self::Pay,
    ];

    /// Every step that is measured separately.
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

    /// Its name for people.
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

    /// The highest CPU time of server and database together for the step, in milliseconds: in a
    /// hall, and in a stadium.
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
