//! A booking as its buyer sees it.

use serde::{Deserialize, Deserializer, Serialize, de::IgnoredAny};
use time::OffsetDateTime;

use super::{PriceTypeRef, Refund};
use crate::{BookingId, EventId, Money, SeatNo, TicketId};

/// The life of a booking: `pending` → `confirmed`, or `expired` or `cancelled`; a confirmed one may be `refunded`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookingStatus {
    /// Seats are held until `expires_at`.
    Pending,
    /// Paid; there are tickets.
    Confirmed,
    /// The hold ended without a payment.
    Expired,
    /// The buyer released it.
    Cancelled,
    /// Paid back.
    Refunded,
}

/// What is known about the payment of a booking that is not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookingPayment {
    /// A payment is open: it may still succeed, and nobody knows yet.
    Checking,
    /// The money of a payment is being given back.
    Returning,
    /// The money of a payment was paid back.
    Returned,
}

/// A booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Booking {
    /// Its number.
    pub id: BookingId,
    /// The event it is for.
    pub event_id: EventId,
    /// Where it is in its life. A pending booking past its time is `expired`, whether or not the cleanup has been by.
    pub status: BookingStatus,
    /// When the hold ends, UTC.
    #[serde(with = "crate::moment")]
    pub expires_at: OffsetDateTime,
    /// Milliseconds until then by the server's clock, 0 when over: a browser's clock may be wrong.
    pub expires_in_ms: i64,
    /// Its seats, by number.
    pub seats: Vec<BookingSeat>,
    /// What is to be paid, or was.
    pub total: Money,
    /// The promo code that its prices follow. Left out where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Path of the API to pay at.
    pub payment_url: String,
    /// Present while a payment is open or its money goes back; absent when nothing was charged, and when all is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<BookingPayment>,
    /// One a seat, once confirmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tickets: Vec<Ticket>,
    /// The refunds of its tickets, the oldest first. Written for programs, and never read back.
    #[serde(default, deserialize_with = "unread", skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<Refund>,
}

/// Passes over refunds: no browser needs them, and the code to read them would be loaded by all.
fn unread<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Refund>, D::Error> {
    IgnoredAny::deserialize(deserializer)?;
    Ok(Vec::new())
}

/// A seat of a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingSeat {
    /// Its number in the plan.
    pub seat: SeatNo,
    /// Name of its section, or of the standing area.
    pub section: String,
    /// Name of its row.
    pub row: String,
    /// The number on it.
    pub number: String,
    /// What it costs.
    pub price: Money,
    /// What its price level costs, where `price` is another amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_price: Option<Money>,
    /// The price type that was chosen for it. Left out where none was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_type: Option<PriceTypeRef>,
}

/// A ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ticket {
    /// Its number.
    pub id: TicketId,
    /// The seat it is for.
    pub seat: SeatNo,
    /// Name of its section, or of the standing area.
    pub section: String,
    /// Name of its row.
    pub row: String,
    /// The number on the seat.
    pub number: String,
    /// The price type of the seat. Left out where none was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_type: Option<PriceTypeRef>,
    /// The signed text of its QR code.
    pub code: String,
}

/// The answer of every call about one booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingAnswer {
    /// The booking.
    pub booking: Booking,
}
