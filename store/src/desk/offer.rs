//! Offers other seats for a payment that succeeded after its seats were gone.

use domain::SeatNo;
use serde::Deserialize;
use uuid::Uuid;

use super::seat_number;
use crate::{Error, decode};

/// Other seats for a late payment. The booking holds them for three minutes. Without seats, the
/// money goes back, unless an earlier offer is still valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateOffer {
    /// The payment.
    pub payment: Uuid,
    /// Whether the buyer rejects the offer: then the money goes back before the offer ends.
    pub leaves: bool,
    /// As many seats as the booking has, at the same price levels, in the order of the seats that
    /// they replace. Or none.
    pub seats: Vec<SeatNo>,
}

/// The outcome of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LateOfferOutcome {
    /// The seats are held, and a letter to the buyer is on its way.
    Offered,
    /// Somebody else has one of these seats.
    Taken,
    /// The money goes back.
    GivenBack,
    /// The payment is no longer late, or an earlier offer is still valid.
    Unchanged,
}

/// The arguments of the SQL function for the offers of a batch. `seats` has the number of seats of
/// each offer, and `seat` has all seats.
#[derive(Debug, Default)]
pub(super) struct OfferArguments {
    pub payment: Vec<Uuid>,
    pub leaves: Vec<bool>,
    pub seats: Vec<i32>,
    pub seat: Vec<i32>,
}

impl OfferArguments {
    pub fn push(&mut self, offer: &LateOffer) {
        self.payment.push(offer.payment);
        self.leaves.push(offer.leaves);
        self.seats.push(offer.seats.len() as i32);
        self.seat
            .extend(offer.seats.iter().map(|seat| seat_number(*seat)));
    }
}

pub(super) fn outcomes(words: Option<Vec<String>>) -> Result<Vec<LateOfferOutcome>, Error> {
    words
        .iter()
        .flatten()
        .map(|word| decode::word("outcome of an offer", word))
        .collect()
}
