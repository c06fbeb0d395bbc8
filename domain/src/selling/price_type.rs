//! Price types: the groups for which a price level has different amounts, such as adult, child,
//! student and companion.

use serde::{Deserialize, Serialize};

use crate::{Money, PriceLevelId, PriceTypeId, SeatNo};

/// The answer to `GET /api/v1/events/{id}/price-types`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceTypes {
    /// The price types, in the order for buyers. Empty if every seat costs the amount of its level.
    pub price_types: Vec<PriceType>,
}

/// A price type of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceType {
    /// Number of the price type.
    pub id: PriceTypeId,
    /// Name of the price type: "Student".
    pub name: String,
    /// The proof that visitors bring to the door: "a student card".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// The most seats of one booking with this type. Left out if there is no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_per_booking: Option<u32>,
    /// Whether it is for companions. Each needs a wheelchair place in the same booking, or another
    /// paid seat if the plan has no wheelchair places.
    pub companion: bool,
    /// Its price at each level. Other levels do not sell it.
    pub prices: Vec<LevelPrice>,
}

/// The price of a price type at a price level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LevelPrice {
    /// The level.
    pub price_level: PriceLevelId,
    /// The price of one seat, all taxes and fees included.
    pub price: Money,
}

/// A price type, as bookings and tickets show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceTypeRef {
    /// Number of the price type.
    pub id: PriceTypeId,
    /// Name of the price type.
    pub name: String,
}

/// A seat of a booking, with the requested price type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatChoice {
    /// The seat.
    pub seat: SeatNo,
    /// Its price level.
    pub price_level: PriceLevelId,
    /// Whether it is a wheelchair place.
    pub accessible: bool,
    /// Its price without a price type, in minor units.
    pub full_amount: i64,
    /// The requested price type. None for the price of the level.
    pub price_type: Option<PriceTypeId>,
}

impl PriceType {
    /// Its price at a level. None if the level does not sell it.
    #[must_use]
    pub fn at(&self, level: PriceLevelId) -> Option<Money> {
        self.prices
            .iter()
            .find(|price| price.price_level == level)
            .map(|price| price.price)
    }
}

impl PriceTypes {
    /// The price type with this number.
    #[must_use]
    pub fn get(&self, id: PriceTypeId) -> Option<&PriceType> {
        self.price_types.iter().find(|known| known.id == id)
    }

    /// The seats of a booking that cannot have their requested price type, in order.
    /// `has_wheelchair_places` says whether the plan has any.
    #[must_use]
    pub fn not_offered(&self, booking: &[SeatChoice], has_wheelchair_places: bool) -> Vec<SeatNo> {
        let unsold = booking
            .iter()
            .filter(|choice| self.amount(choice).is_none());
        let mut refused: Vec<SeatNo> = unsold.map(|choice| choice.seat).collect();
        for known in &self.price_types {
            let of_type = booking
                .iter()
                .filter(|choice| choice.price_type == Some(known.id));
            let most = known
                .max_per_booking
                .map_or(usize::MAX, |most| most as usize);
            refused.extend(of_type.skip(most).map(|choice| choice.seat));
        }
        let brings_companion = |choice: &SeatChoice| {
            let counts = if has_wheelchair_places {
                choice.accessible
            } else {
                self.amount(choice).is_some_and(|amount| amount > 0)
            };
            counts && !self.is_companion(choice)
        };
        let most = booking
            .iter()
            .filter(|choice| brings_companion(choice))
            .count();
        let companions = booking.iter().filter(|choice| self.is_companion(choice));
        refused.extend(companions.skip(most).map(|choice| choice.seat));
        refused.sort_unstable();
        refused.dedup();
        refused
    }

    /// The price of a seat, in minor units. None if its level does not sell the type.
    fn amount(&self, choice: &SeatChoice) -> Option<i64> {
        match choice.price_type {
            None => Some(choice.full_amount),
            Some(id) => self
                .get(id)?
                .at(choice.price_level)
                .map(|price| price.amount),
        }
    }

    fn is_companion(&self, choice: &SeatChoice) -> bool {
        choice
            .price_type
            .and_then(|id| self.get(id))
            .is_some_and(|known| known.companion)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    const CHILD: PriceTypeId = PriceTypeId(1);
    const STUDENT: PriceTypeId = PriceTypeId(2);
    const COMPANION: PriceTypeId = PriceTypeId(3);

    /// Level 1 has all types. Level 2 has no student price. A booking has at most two students.
    fn offered() -> PriceTypes {
        let price = |level: i32, amount| LevelPrice {
            price_level: PriceLevelId(level),
            price: Money::new(amount, Currency::EUR),
        };
        let known = |id, name: &str, max_per_booking, companion, prices| PriceType {
            id,
            name: name.to_owned(),
            proof: None,
            max_per_booking,
            companion,
            prices,
        };
        PriceTypes {
            price_types: vec![
                known(
                    CHILD,
                    "Child",
                    None,
                    false,
                    vec![price(1, 3_000), price(2, 1_500)],
                ),
                known(STUDENT, "Student", Some(2), false, vec![price(1, 4_000)]),
                known(
                    COMPANION,
                    "Companion",
                    None,
                    true,
                    vec![price(1, 0), price(2, 0)],
                ),
            ],
        }
    }

    fn seat(number: u32, level: i32, price_type: Option<PriceTypeId>) -> SeatChoice {
        let price_level = PriceLevelId(level);
        SeatChoice {
            seat: SeatNo(number),
            price_level,
            accessible: false,
            full_amount: 6_000,
            price_type,
        }
    }

    #[track_caller]
    fn check(booking: &[SeatChoice], has_wheelchair_places: bool, refused: &[u32]) {
        let refused: Vec<SeatNo> = refused.iter().copied().map(SeatNo).collect();
        assert_eq!(
            offered().not_offered(booking, has_wheelchair_places),
            refused
        );
    }

    #[test]
    fn a_price_type_is_offered_at_levels_with_a_price_for_it() {
        check(
            &[
                seat(1, 1, Some(CHILD)),
                seat(2, 2, Some(CHILD)),
                seat(3, 2, None),
            ],
            false,
            &[],
        );
        check(
            &[
                seat(1, 1, Some(STUDENT)),
                seat(2, 2, Some(STUDENT)),
                seat(3, 1, Some(PriceTypeId(9))),
            ],
            false,
            &[2, 3],
        );
    }

    #[test]
    fn a_booking_keeps_to_the_limit_of_a_price_type() {
        check(
            &[
                seat(1, 1, Some(STUDENT)),
                seat(2, 1, Some(STUDENT)),
                seat(3, 1, Some(STUDENT)),
            ],
            false,
            &[3],
        );
    }

    #[test]
    fn a_companion_needs_a_wheelchair_place_if_the_plan_has_any() {
        let wheelchair = |number, price_type| SeatChoice {
            accessible: true,
            ..seat(number, 1, price_type)
        };
        check(
            &[wheelchair(1, None), seat(2, 1, Some(COMPANION))],
            true,
            &[],
        );
        check(
            &[
                wheelchair(1, None),
                seat(2, 1, Some(COMPANION)),
                seat(3, 2, Some(COMPANION)),
            ],
            true,
            &[3],
        );
        check(&[seat(1, 1, None), seat(2, 1, Some(COMPANION))], true, &[2]);
        check(
            &[wheelchair(1, Some(COMPANION)), seat(2, 1, Some(COMPANION))],
            true,
            &[1, 2],
        );
    }

    #[test]
    fn a_companion_needs_a_paid_seat_if_the_plan_has_no_wheelchair_places() {
        check(
            &[seat(1, 1, Some(CHILD)), seat(2, 1, Some(COMPANION))],
            false,
            &[],
        );
        check(
            &[
                seat(1, 1, None),
                seat(2, 1, Some(COMPANION)),
                seat(3, 1, Some(COMPANION)),
            ],
            false,
            &[3],
        );
        check(&[seat(1, 1, Some(COMPANION))], false, &[1]);
        check(
            &[
                SeatChoice {
                    full_amount: 0,
                    ..seat(1, 1, None)
                },
                seat(2, 1, Some(COMPANION)),
            ],
            false,
            &[2],
        );
    }
}
