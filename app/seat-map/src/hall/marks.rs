//! The buyer's own seats.

use domain::{AreaIndex, SeatNo};

/// The buyer's relation to the seats of a hall.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Picked, not yet held.
    pub picked: Vec<SeatNo>,
    /// Whether a request to hold the picked seats is in flight.
    pub pending: bool,
    /// Held by the buyer's pending booking.
    pub yours: Vec<SeatNo>,
    /// The picked standing area.
    pub area: Option<AreaIndex>,
    /// Picked before, and just taken by someone else.
    pub lost: Vec<SeatNo>,
    /// Changes with each loss, because the same seat can be lost twice.
    pub lost_at: u64,
    /// Offered as a replacement, and neither picked nor held yet.
    pub offered: Vec<SeatNo>,
}

impl Marks {
    /// The picked and held seats.
    pub(crate) fn seats(&self) -> impl Iterator<Item = SeatNo> + '_ {
        self.picked.iter().chain(&self.yours).copied()
    }
}
