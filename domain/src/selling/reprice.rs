//! Changes to a held booking: price types and a promo code.

use serde::Deserialize;

use crate::{PriceTypeId, SeatNo};

/// The body of `PATCH /api/v1/bookings/{id}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RepriceRequest {
    /// The price type of each seat. Seats that the list does not name get the price of their level.
    /// Without the list, each seat keeps its price type.
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    #[serde(default, deserialize_with = "crate::object::list")]
    pub seats: Option<Vec<SeatPriceType>>,
    /// A promo code. Capitals and spaces do not matter. An empty text removes the code. If left
    /// out, the booking keeps its code.
    #[serde(default)]
    pub code: Option<String>,
}

/// The price type of a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SeatPriceType {
    /// A seat of the booking.
    pub seat: SeatNo,
    /// A price type of the event. Null or left out: the price of the level.
    #[serde(default)]
    pub price_type: Option<PriceTypeId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_names_seats_types_and_a_code_and_nothing_else() {
        let read = serde_json::from_str::<RepriceRequest>;
        let full = read(r#"{"seats":[{"seat":412,"price_type":7},{"seat":413}],"code":"spring"}"#)
            .expect("a request");
        let seats = full.seats.expect("seats");
        assert_eq!(
            (
                seats[0].price_type,
                seats[1].price_type,
                full.code.as_deref()
            ),
            (Some(PriceTypeId(7)), None, Some("spring"))
        );
        assert_eq!(
            read("{}").expect("nothing to change"),
            RepriceRequest::default()
        );
        for text in [
            r#"{"seats":[[412,7]]}"#,
            r#"{"seats":[{"seat":-1}]}"#,
            r#"{"seats":{}}"#,
            r#"{"code":7}"#,
            r#"{"prices":[]}"#,
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
