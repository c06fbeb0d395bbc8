//! A booking, as its buyer sees it.

use serde::{Deserialize, Serialize};
#[cfg(feature = "openapi")]
use serde::{Deserializer, de::IgnoredAny};
use time::OffsetDateTime;

use super::{BookingNumber, PriceTypeRef, Refund};
use crate::{BookingId, EventId, Money, SeatNo, TicketId};

/// The states of a booking: `pending` → `confirmed`, `expired` or `cancelled`; a confirmed one can
/// become `refunded`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookingStatus {
    /// The seats are held until `expires_at`.
    Pending,
    /// The booking is paid and has tickets.
    Confirmed,
    /// The hold ended without a payment.
    Expired,
    /// The buyer released the seats.
    Cancelled,
    /// The tickets were paid back.
    Refunded,
}

/// The state of a payment for a booking that is not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookingPayment {
    /// A payment is open. It may still succeed.
    Checking,
    /// The payment succeeded after the seats were gone. The booking holds other seats until
    /// `expires_at`. The buyer accepts or rejects them on the booking's page, an API client with
    /// `POST …/offer`. If the buyer does neither, the money goes back.
    Offered,
    /// The money is on its way back.
    Returning,
    /// The money was paid back.
    Returned,
}

/// A booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Booking {
    /// Identifier of the booking in the API.
    pub id: BookingId,
    /// The booking number for people: eight letters and digits, unique in the shop. A booking gets
    /// it when it is confirmed.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<BookingNumber>,
    /// The event it is for.
    pub event_id: EventId,
    /// Its state. A pending booking after `expires_at` is `expired`, whether or not the cleanup has
    /// run.
    pub status: BookingStatus,
    /// When the hold ends, in UTC.
    #[serde(with = "crate::moment")]
    pub expires_at: OffsetDateTime,
    /// Milliseconds until the hold ends, by the server's clock. 0 when it has ended. A browser's
    /// clock may be wrong.
    pub expires_in_ms: i64,
    /// Until when the buyer can ask for five more minutes, UTC (`POST …/extend`). Left out if the
    /// buyer cannot ask: the booking is not pending, has been extended before, or the organiser of
    /// the event does not offer it.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "crate::moment::option::serialize"
    )]
    pub extendable_until: Option<OffsetDateTime>,
    /// Its seats, in order of their numbers.
    pub seats: Vec<BookingSeat>,
    /// The amount to pay, or the amount that was paid.
    pub total: Money,
    /// The promo code of its prices. Left out if there is none.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Path in the API for the payment.
    pub payment_url: String,
    /// Present while a payment is open or its money goes back. Left out if nothing was charged, and
    /// when everything is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<BookingPayment>,
    /// The tickets of a confirmed booking, one for each seat, without those that the buyer gave to
    /// somebody else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tickets: Vec<Ticket>,
    /// Valid tickets that the buyer gave to somebody else. Only that person has their codes.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<GivenTicket>,
    /// The refunds of its tickets, the oldest first.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<Refund>,
}

/// Skips fields that only API clients and the server's pages need, so that browsers do not load the
/// code to read them. With `skip_deserializing`, browsers do not even have the names, but the
/// OpenAPI document would lack the fields.
#[cfg(feature = "openapi")]
fn unread<'de, T: Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    IgnoredAny::deserialize(deserializer)?;
    Ok(T::default())
}

/// A seat of a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingSeat {
    /// Its number in the plan.
    pub seat: SeatNo,
    /// Name of its section, or of the standing area.
    pub section: String,
    /// Name of its row. Empty if it has none.
    pub row: String,
    /// The number on the seat. Empty if it has none.
    pub number: String,
    /// Whether it is a wheelchair place. Left out if it is not.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub accessible: bool,
    /// Whether it is for the companion of a wheelchair user. Left out if it is not.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub companion: bool,
    /// What buyers should know: "view partly blocked by a pillar". Left out if there is nothing.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Its price.
    pub price: Money,
    /// The price of its price level, if `price` differs.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_price: Option<Money>,
    /// Its price type. Left out if the buyer chose none.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_type: Option<PriceTypeRef>,
}

/// A ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ticket {
    /// Identifier of the ticket.
    pub id: TicketId,
    /// The seat it is for.
    pub seat: SeatNo,
    /// Name of its section, or of the standing area.
    pub section: String,
    /// Name of its row. Empty if it has none.
    pub row: String,
    /// The number on the seat. Empty if it has none.
    pub number: String,
    /// Whether it is a wheelchair place. Left out if it is not.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub accessible: bool,
    /// Whether it is for the companion of a wheelchair user. Left out if it is not.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub companion: bool,
    /// What buyers should know: "view partly blocked by a pillar". Left out if there is nothing.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The nearest entrance of the building. Left out if the plan names none.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entrance: Option<String>,
    /// The price that was paid. Left out of a ticket that its buyer gave to somebody else.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// Its price type. Left out if the buyer chose none.
    #[cfg_attr(feature = "openapi", serde(default, deserialize_with = "unread"))]
    #[cfg_attr(not(feature = "openapi"), serde(skip_deserializing))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_type: Option<PriceTypeRef>,
    /// The signed text of its QR code.
    pub code: String,
}

/// A ticket that its buyer gave to somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GivenTicket {
    /// Identifier of the ticket.
    pub id: TicketId,
    /// The seat it is for.
    pub seat: SeatNo,
    /// Name of its section, or of the standing area.
    pub section: String,
    /// Name of its row. Empty if it has none.
    pub row: String,
    /// The number on the seat. Empty if it has none.
    pub number: String,
    /// The masked address of its holder: `m***@example.org`. `***` after the shop has deleted the
    /// address.
    pub to: String,
}

/// The answer of each call about one booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingAnswer {
    /// The booking.
    pub booking: Booking,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Currency;

    #[test]
    fn fields_that_no_browser_needs_are_written_and_not_read() {
        let price = Money::new(1_500, Currency::EUR);
        let (section, row, number) = ("Stalls".to_owned(), "4".to_owned(), "12".to_owned());
        let (accessible, companion, note) = (
            true,
            false,
            Some("view partly blocked by a pillar".to_owned()),
        );
        let seat = BookingSeat {
            seat: SeatNo(7),
            section,
            row,
            number,
            accessible,
            companion,
            note,
            price,
            full_price: Some(price),
            price_type: None,
        };
        let written = serde_json::to_value(&seat).expect("serialises");
        assert!(
            written["full_price"].is_object() && written.get("companion").is_none(),
            "{written}"
        );
        assert_eq!(
            (&written["accessible"], &written["note"]),
            (&json!(true), &json!("view partly blocked by a pillar"))
        );
        let read: BookingSeat = serde_json::from_value(written).expect("read");
        assert_eq!(
            read,
            BookingSeat {
                full_price: None,
                accessible: false,
                note: None,
                ..seat
            }
        );
    }
}
