//! What a buyer asks to have held, once it makes sense.

use std::ops::Range;

use thiserror::Error;

use super::{AreaQuantity, BestAvailable, BookingRequest, MAX_SEATS};
use crate::{
    PriceLevelId, SeatNo,
    plan::{Place, PlanIndex},
};

/// A request within the limit of a booking, whose names the plan and the event have. Whether the seats are available is another matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeatRequest {
    /// These numbered seats: at least one, in order, none twice.
    Seats(Vec<SeatNo>),
    /// The best that are available.
    Best(BestAvailable),
    /// Spots of a standing area.
    Spots {
        /// All spots of the area.
        spots: Range<u32>,
        /// How many of them.
        quantity: u32,
    },
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
    /// A seat, area, section or price level that there is not.
    #[error("the seating plan has no {0}")]
    NotInPlan(String),
}

impl BookingRequest {
    /// Parses the request for an event whose bookings may have `limit` seats, and looks up in the plan what it names. `has_level` says
    /// whether the event has this price level.
    ///
    /// # Errors
    /// The first fault: it is not one of the three ways, names a seat twice, asks for nothing or for too much, or names what there is not.
    pub fn resolve(self, limit: u32, plan: &PlanIndex, has_level: impl FnOnce(PriceLevelId) -> bool) -> Result<SeatRequest, RequestFault> {
        match (self.seats, self.best_available, self.area) {
            (Some(seats), None, None) => {
                let seats = distinct(seats)?;
                check_quantity(u32::try_from(seats.len()).unwrap_or(u32::MAX), limit)?;
                seats.iter().try_for_each(|seat| check_numbered(*seat, plan))?;
                Ok(SeatRequest::Seats(seats))
            }
            (None, Some(best), None) => {
                check_quantity(best.quantity, limit)?;
                if let Some(name) = &best.section
                    && !plan.plan().sections.iter().any(|section| section.name == *name)
                {
                    return Err(RequestFault::NotInPlan(format!("section `{name}`")));
                }
                if let Some(level) = best.price_level
                    && !has_level(level)
                {
                    return Err(RequestFault::NotInPlan(format!("price level {level}")));
                }
                Ok(SeatRequest::Best(best))
            }
            (None, None, Some(AreaQuantity { area, quantity })) => {
                check_quantity(quantity, limit)?;
                let spots = plan.area_by_id(&area).and_then(|area| plan.area_places(area));
                let spots = spots.ok_or_else(|| RequestFault::NotInPlan(format!("area `{area}`")))?;
                Ok(SeatRequest::Spots { spots, quantity })
            }
            _ => Err(RequestFault::NotOneWay),
        }
    }
}

impl SeatRequest {
    /// How many seats or spots.
    #[must_use]
    pub fn quantity(&self) -> u32 {
        match self {
            // No more than a booking may have.
            Self::Seats(seats) => seats.len() as u32,
            Self::Best(best) => best.quantity,
            Self::Spots { quantity, .. } => *quantity,
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

fn check_quantity(asked: u32, limit: u32) -> Result<(), RequestFault> {
    let limit = limit.min(MAX_SEATS);
    match asked {
        0 => Err(RequestFault::NoSeats),
        asked if asked > limit => Err(RequestFault::TooMany { asked, limit }),
        _ => Ok(()),
    }
}

fn check_numbered(seat: SeatNo, plan: &PlanIndex) -> Result<(), RequestFault> {
    match plan.place(seat) {
        Some(Place::Seat(_)) => Ok(()),
        Some(Place::Standing(_, area)) => {
            Err(RequestFault::NotInPlan(format!("numbered seat {seat}: it is a place of the area `{}`", area.id)))
        }
        None => Err(RequestFault::NotInPlan(format!("seat {seat}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{
        Shape,
        generate::{PlanMaker, Straight, section},
    };

    /// Section `Stalls` with two rows of six, and a floor of five spots.
    fn plan() -> PlanIndex {
        let stage = Shape::Rectangle { x: 0, y: -400, width: 200, height: 200, turn: 0 };
        let floor = Shape::Ellipse { x: 600, y: 0, rx: 100, ry: 100, turn: 0 };
        let rows = Straight::new((0.0, 0.0), vec![vec![6]; 2]).make(|row| (row + 1).to_string());
        PlanIndex::new(
            PlanMaker::new("P", "Stage", stage, (100, -300), &["A"])
                .with(section("Stalls", None, rows))
                .standing("floor", "Floor", 5, 0, floor)
                .finish(),
        )
    }

    /// For an event with the price level 1.
    fn resolve(request: BookingRequest, limit: u32) -> Result<SeatRequest, RequestFault> {
        request.resolve(limit, &plan(), |level| level == PriceLevelId(1))
    }

    fn seats(numbers: &[u32]) -> BookingRequest {
        BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect())
    }

    fn best(section: &str, level: i32) -> BestAvailable {
        BestAvailable { quantity: 2, section: Some(section.to_owned()), price_level: Some(PriceLevelId(level)), accessible: None }
    }

    fn area(name: &str) -> BookingRequest {
        BookingRequest::area(AreaQuantity { area: name.to_owned(), quantity: 2 })
    }

    #[test]
    fn seats_come_out_in_order() {
        assert_eq!(resolve(seats(&[9, 2, 5]), 10), Ok(SeatRequest::Seats(vec![SeatNo(2), SeatNo(5), SeatNo(9)])));
    }

    #[test]
    fn an_area_comes_out_as_its_spots() {
        assert_eq!(resolve(area("floor"), 10), Ok(SeatRequest::Spots { spots: 12..17, quantity: 2 }));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        assert_eq!(resolve(seats(&[]), 10), Err(RequestFault::NoSeats));
        assert_eq!(resolve(seats(&[3, 4, 3]), 10), Err(RequestFault::SeatTwice(SeatNo(3))));
        assert_eq!(resolve(seats(&[1, 2, 3]), 2), Err(RequestFault::TooMany { asked: 3, limit: 2 }));
        let both = BookingRequest { area: Some(AreaQuantity { area: "floor".into(), quantity: 1 }), ..seats(&[1]) };
        assert_eq!(resolve(both, 10), Err(RequestFault::NotOneWay));
    }

    #[test]
    fn no_event_may_allow_more_than_the_house_does() {
        let many: Vec<u32> = (0..11).collect();
        assert_eq!(resolve(seats(&many), 50), Err(RequestFault::TooMany { asked: 11, limit: MAX_SEATS }));
    }

    #[test]
    fn what_the_plan_or_the_event_lacks_is_named() {
        let check = |request, what: &str| assert_eq!(resolve(request, 10), Err(RequestFault::NotInPlan(what.to_owned())));
        check(seats(&[1, 17]), "seat 17");
        check(seats(&[12]), "numbered seat 12: it is a place of the area `floor`");
        check(BookingRequest::best(best("Balcony", 1)), "section `Balcony`");
        check(BookingRequest::best(best("Stalls", 2)), "price level 2");
        check(area("roof"), "area `roof`");
        assert_eq!(resolve(BookingRequest::best(best("Stalls", 1)), 10), Ok(SeatRequest::Best(best("Stalls", 1))));
    }
}
