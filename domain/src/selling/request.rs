//! What a buyer asks to have held.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{PriceLevelId, SeatNo};

/// The most seats that one booking may have, whatever the event says.
pub const MAX_SEATS: u32 = 10;

/// How long seats are held where the event does not say.
pub const DEFAULT_HOLD_SECONDS: u32 = 300;

/// The body of `POST /api/v1/events/{id}/bookings`: exactly one of the three.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BookingRequest {
    /// These seats, all or none.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 10))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<Vec<SeatNo>>,
    /// The best that are free.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::object::option")]
    pub best_available: Option<BestAvailable>,
    /// Places in a standing area.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::object::option")]
    pub area: Option<AreaQuantity>,
}

/// The best seats that are free, together where possible.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BestAvailable {
    /// How many.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub quantity: u32,
    /// In the section of this name only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// At this price level only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_level: Option<PriceLevelId>,
    /// Places for wheelchairs (true), or the others (false, or left out).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessible: Option<bool>,
}

/// Places in a standing area.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AreaQuantity {
    /// The area's id in the plan.
    pub area: String,
    /// How many.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10))]
    pub quantity: u32,
}

/// A request that can be met or refused, but makes sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// These seats: at least one, in order, none twice.
    Seats(Vec<SeatNo>),
    /// The best that are free.
    Best(BestAvailable),
    /// Places in a standing area.
    Area(AreaQuantity),
}

/// Why a request makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RequestFault {
    /// None of the three, or several.
    #[error("send exactly one of `seats`, `best_available` and `area`")]
    NotOneWay,
    /// An empty list, or a quantity of 0.
    #[error("ask for at least one seat")]
    NoSeats,
    /// The same seat more than once.
    #[error("seat {0} is there twice")]
    SeatTwice(SeatNo),
    /// More than a booking may have.
    #[error("one booking may have {limit} seats, not {asked}")]
    TooMany {
        /// How many were asked for.
        asked: u32,
        /// How many there may be.
        limit: u32,
    },
}

impl BookingRequest {
    /// A request for these seats.
    #[must_use]
    pub fn seats(seats: Vec<SeatNo>) -> Self {
        Self { seats: Some(seats), best_available: None, area: None }
    }

    /// A request for the best that are free.
    #[must_use]
    pub fn best(best: BestAvailable) -> Self {
        Self { seats: None, best_available: Some(best), area: None }
    }

    /// A request for places in a standing area.
    #[must_use]
    pub fn area(area: AreaQuantity) -> Self {
        Self { seats: None, best_available: None, area: Some(area) }
    }

    /// Parses the request for an event whose bookings may have `limit` seats.
    ///
    /// # Errors
    /// When it is not one of the three ways, asks for nothing, names a seat twice or goes over the limit.
    pub fn parse(self, limit: u32) -> Result<Ask, RequestFault> {
        let limit = limit.min(MAX_SEATS);
        let ask = match (self.seats, self.best_available, self.area) {
            (Some(seats), None, None) => Ask::Seats(distinct(seats)?),
            (None, Some(best), None) => Ask::Best(best),
            (None, None, Some(area)) => Ask::Area(area),
            _ => return Err(RequestFault::NotOneWay),
        };
        match ask.quantity() {
            0 => Err(RequestFault::NoSeats),
            asked if asked > limit => Err(RequestFault::TooMany { asked, limit }),
            _ => Ok(ask),
        }
    }
}

impl Ask {
    /// How many places are asked for.
    #[must_use]
    pub fn quantity(&self) -> u32 {
        match self {
            Self::Seats(seats) => u32::try_from(seats.len()).unwrap_or(u32::MAX),
            Self::Best(best) => best.quantity,
            Self::Area(area) => area.quantity,
        }
    }
}

fn distinct(mut seats: Vec<SeatNo>) -> Result<Vec<SeatNo>, RequestFault> {
    seats.sort_unstable();
    match seats.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(RequestFault::SeatTwice(pair[0])),
        None => Ok(seats),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(numbers: &[u32]) -> BookingRequest {
        BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect())
    }

    #[test]
    fn seats_come_out_in_order() {
        assert_eq!(seats(&[9, 2, 5]).parse(10), Ok(Ask::Seats(vec![SeatNo(2), SeatNo(5), SeatNo(9)])));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        assert_eq!(seats(&[]).parse(10), Err(RequestFault::NoSeats));
        assert_eq!(seats(&[3, 4, 3]).parse(10), Err(RequestFault::SeatTwice(SeatNo(3))));
        assert_eq!(seats(&[1, 2, 3]).parse(2), Err(RequestFault::TooMany { asked: 3, limit: 2 }));
        let both = BookingRequest { area: Some(AreaQuantity { area: "floor".into(), quantity: 1 }), ..seats(&[1]) };
        assert_eq!(both.parse(10), Err(RequestFault::NotOneWay));
    }

    #[test]
    fn no_event_may_allow_more_than_the_house_does() {
        let many: Vec<u32> = (0..11).collect();
        assert_eq!(seats(&many).parse(50), Err(RequestFault::TooMany { asked: 11, limit: MAX_SEATS }));
    }
}
