//! Which seats are this buyer's.

use domain::{AreaIndex, SeatNo};

/// What a buyer has done with the seats of a hall.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Chosen, not yet held.
    pub picked: Vec<SeatNo>,
    /// Whether the chosen ones are being held at this moment.
    pub pending: bool,
    /// Held by the buyer's pending booking.
    pub yours: Vec<SeatNo>,
    /// The standing area that is chosen.
    pub area: Option<AreaIndex>,
    /// Were chosen, and have just become someone else's.
    pub lost: Vec<SeatNo>,
    /// Another number for each loss: a seat may be lost twice.
    pub lost_at: u64,
    /// Are offered instead, and neither chosen nor held yet.
    pub offered: Vec<SeatNo>,
}

impl Marks {
    /// The seats that are chosen or held.
    pub(crate) fn seats(&self) -> impl Iterator<Item = SeatNo> + '_ {
        self.picked.iter().chain(&self.yours).copied()
    }
}
