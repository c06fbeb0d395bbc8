//! A request for a hold, parsed and resolved against the plan.

use std::ops::Range;

use thiserror::Error;

use super::{AreaQuantity, BestAvailable, BookingRequest, MAX_SEATS};
use crate::{
    PriceLevelId, SeatNo,
    plan::{Place, PlanIndex},
};

/// A request within the limit of a booking. Plan and event have everything that it names. It does
/// not say whether the seats are available.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeatRequest {
    /// These numbered seats: at least one, in order, without duplicates.
    Seats(Vec<SeatNo>),
    /// The same, with a wish for the same number of seats. If a seat is gone, the desk chooses by
    /// the wish, at no higher price.
    SeatsOr(Vec<SeatNo>, BestAvailable),
    /// The best available seats.
    Best(BestAvailable),
    /// Spots of a standing area.
    Spots {
        /// All spots of the area.
        spots: Range<u32>,
        /// The number of spots.
        quantity: u32,
    },
}

/// Why a request cannot be resolved.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RequestFault {
    /// None of the three fields, or several.
    #[error("send exactly one of `seats`, `best_available` and `area`")]
    NotOneWay,
    /// `otherwise` without `seats`, or with another number of seats.
    #[error("`otherwise` needs `seats`, and must ask for as many seats")]
    Otherwise,
    /// An empty list, or a quantity of 0.
    #[error("ask for at least one seat")]
    NoSeats,
    /// The same seat more than once.
    #[error("seat {0} is there twice")]
    SeatTwice(SeatNo),
    /// More seats than a booking may have.
    #[error("{asked} seats are too many: the limit of one booking is {limit}")]
    TooMany {
        /// The number of requested seats.
        asked: u32,
        /// The most seats of a booking.
        limit: u32,
    },
    /// The plan or the event has no such seat, area, section or price level.
    #[error("the seating plan has no {0}")]
    NotInPlan(String),
}

impl BookingRequest {
    /// Parses the request and resolves its names against the plan. A booking may have `limit`
    /// seats. `has_level` says whether the event has this price level.
    ///
    /// # Errors
    /// The first fault of the request.
    pub fn resolve(
        self,
        limit: u32,
        plan: &PlanIndex,
        has_level: impl FnOnce(PriceLevelId) -> bool,
    ) -> Result<SeatRequest, RequestFault> {
        let otherwise = self.otherwise.map(|otherwise| otherwise.best_available);
        if otherwise.is_some() && self.seats.is_none() {
            return Err(RequestFault::Otherwise);
        }
        match (self.seats, self.best_available, self.area) {
            (Some(seats), None, None) => {
                let seats = distinct(seats)?;
                let quantity = u32::try_from(seats.len()).unwrap_or(u32::MAX);
                check_quantity(quantity, limit)?;
                seats
                    .iter()
                    .try_for_each(|seat| check_numbered(*seat, plan))?;
                match otherwise {
                    None => Ok(SeatRequest::Seats(seats)),
                    Some(wish) if wish.quantity != quantity => Err(RequestFault::Otherwise),
                    Some(wish) => check_best(wish, limit, plan, has_level)
                        .map(|wish| SeatRequest::SeatsOr(seats, wish)),
                }
            }
            (None, Some(best), None) => {
                check_best(best, limit, plan, has_level).map(SeatRequest::Best)
            }
            (None, None, Some(AreaQuantity { area, quantity })) => {
                check_quantity(quantity, limit)?;
                let spots = plan
                    .area_by_id(&area)
                    .and_then(|area| plan.area_places(area));
                let spots =
                    spots.ok_or_else(|| RequestFault::NotInPlan(format!("area `{area}`")))?;
                Ok(SeatRequest::Spots { spots, quantity })
            }
            _ => Err(RequestFault::NotOneWay),
        }
    }
}

impl SeatRequest {
    /// The number of seats or spots.
    #[must_use]
    pub fn quantity(&self) -> u32 {
        match self {
            // At most the limit of a booking, which fits.
            Self::Seats(seats) | Self::SeatsOr(seats, _) => seats.len() as u32,
            Self::Best(best) => best.quantity,
            Self::Spots { quantity, .. } => *quantity,
        }
    }
}

/// Checks a wish: plan and event must have everything that it names.
fn check_best(
    best: BestAvailable,
    limit: u32,
    plan: &PlanIndex,
    has_level: impl FnOnce(PriceLevelId) -> bool,
) -> Result<BestAvailable, RequestFault> {
    check_quantity(best.quantity, limit)?;
    if let Some(name) = &best.section
        && !plan
            .plan()
            .sections
            .iter()
            .any(|section| section.name == *name)
    {
        return Err(RequestFault::NotInPlan(format!("section `{name}`")));
    }
    if let Some(level) = best.price_level
        && !has_level(level)
    {
        return Err(RequestFault::NotInPlan(format!("price level {level}")));
    }
    Ok(best)
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
        Some(Place::Standing(_, area)) => Err(RequestFault::NotInPlan(format!(
            "numbered seat {seat}: it is a place of the area `{}`",
            area.id
        ))),
        None => Err(RequestFault::NotInPlan(format!("seat {seat}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        plan::{
            Shape,
            generate::{PlanMaker, StraightRows, section},
        },
        selling::Otherwise,
    };

    /// Section `Stalls` with two rows of six seats, and a floor of five spots.
    fn plan() -> PlanIndex {
        let stage = Shape::Rectangle {
            x: 0,
            y: -400,
            width: 200,
            height: 200,
            turn: 0,
        };
        let floor = Shape::Ellipse {
            x: 600,
            y: 0,
            rx: 100,
            ry: 100,
            turn: 0,
        };
        let rows =
            StraightRows::new((0.0, 0.0), vec![vec![6]; 2]).make(|row| (row + 1).to_string());
        PlanIndex::new(
            PlanMaker::new("P", "Stage", stage, (100, -300), &["A"])
                .with(section("Stalls", None, rows))
                .standing("floor", "Floor", 5, 0, floor)
                .finish(),
        )
    }

    /// Resolves a request for an event with price level 1.
    fn resolve(request: BookingRequest, limit: u32) -> Result<SeatRequest, RequestFault> {
        request.resolve(limit, &plan(), |level| level == PriceLevelId(1))
    }

    fn seats(numbers: &[u32]) -> BookingRequest {
        BookingRequest::seats(numbers.iter().copied().map(SeatNo).collect())
    }

    fn best(section: &str, level: i32) -> BestAvailable {
        BestAvailable {
            quantity: 2,
            section: Some(section.to_owned()),
            price_level: Some(PriceLevelId(level)),
            accessible: None,
        }
    }

    fn area(name: &str) -> BookingRequest {
        BookingRequest::area(AreaQuantity {
            area: name.to_owned(),
            quantity: 2,
        })
    }

    #[test]
    fn seats_come_out_in_order() {
        assert_eq!(
            resolve(seats(&[9, 2, 5]), 10),
            Ok(SeatRequest::Seats(vec![SeatNo(2), SeatNo(5), SeatNo(9)]))
        );
    }

    #[test]
    fn an_area_comes_out_as_its_spots() {
        assert_eq!(
            resolve(area("floor"), 10),
            Ok(SeatRequest::Spots {
                spots: 12..17,
                quantity: 2
            })
        );
    }

    #[test]
    fn an_invalid_request_is_refused() {
        assert_eq!(resolve(seats(&[]), 10), Err(RequestFault::NoSeats));
        assert_eq!(
            resolve(seats(&[3, 4, 3]), 10),
            Err(RequestFault::SeatTwice(SeatNo(3)))
        );
        assert_eq!(
            resolve(seats(&[1, 2, 3]), 2),
            Err(RequestFault::TooMany { asked: 3, limit: 2 })
        );
        let both = BookingRequest {
            area: Some(AreaQuantity {
                area: "floor".into(),
                quantity: 1,
            }),
            ..seats(&[1])
        };
        assert_eq!(resolve(both, 10), Err(RequestFault::NotOneWay));
    }

    #[test]
    fn a_wish_asks_for_as_many_seats_as_the_request_and_is_checked() {
        let wish = best("Stalls", 1);
        let or = |numbers: &[u32], wish: &BestAvailable| BookingRequest {
            otherwise: Some(Otherwise {
                best_available: wish.clone(),
            }),
            ..seats(numbers)
        };
        assert_eq!(
            resolve(or(&[5, 4], &wish), 10),
            Ok(SeatRequest::SeatsOr(
                vec![SeatNo(4), SeatNo(5)],
                wish.clone()
            ))
        );
        assert_eq!(resolve(or(&[5], &wish), 10), Err(RequestFault::Otherwise));
        assert_eq!(
            resolve(
                BookingRequest {
                    seats: None,
                    ..or(&[], &wish)
                },
                10
            ),
            Err(RequestFault::Otherwise)
        );
        assert_eq!(
            resolve(or(&[4, 5], &best("Balcony", 1)), 10),
            Err(RequestFault::NotInPlan("section `Balcony`".to_owned()))
        );
    }

    #[test]
    fn the_fault_of_a_limit_of_one_is_in_the_singular() {
        let fault = resolve(seats(&[1, 2]), 1).expect_err("too many");
        assert_eq!(
            fault.to_string(),
            "2 seats are too many: the limit of one booking is 1"
        );
    }

    #[test]
    fn no_event_may_exceed_the_limit_of_the_house() {
        let many: Vec<u32> = (0..11).collect();
        assert_eq!(
            resolve(seats(&many), 50),
            Err(RequestFault::TooMany {
                asked: 11,
                limit: MAX_SEATS
            })
        );
    }

    #[test]
    fn names_that_the_plan_or_the_event_lacks_are_reported() {
        let check = |request, what: &str| {
            assert_eq!(
                resolve(request, 10),
                Err(RequestFault::NotInPlan(what.to_owned()))
            )
        };
        check(seats(&[1, 17]), "seat 17");
        check(
            seats(&[12]),
            "numbered seat 12: it is a place of the area `floor`",
        );
        check(
            BookingRequest::best(best("Balcony", 1)),
            "section `Balcony`",
        );
        check(BookingRequest::best(best("Stalls", 2)), "price level 2");
        check(area("roof"), "area `roof`");
        assert_eq!(
            resolve(BookingRequest::best(best("Stalls", 1)), 10),
            Ok(SeatRequest::Best(best("Stalls", 1)))
        );
    }
}
