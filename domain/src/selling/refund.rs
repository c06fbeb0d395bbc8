//! Money that goes back for tickets.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Money, RefundId, SeatNo, TicketId};

/// The state of a refund. Its tickets are void from the first state on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// The shop has stored the refund.
    Requested,
    /// The shop is asking the provider.
    Sent,
    /// The provider has accepted it and has not paid yet.
    Pending,
    /// The money was paid back.
    Succeeded,
    /// The provider could not pay it. The shop owes the money.
    Failed,
}

impl RefundState {
    /// The word in the tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Sent => "sent",
            Self::Pending => "pending",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }

    /// Whether the state can no longer change.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed)
    }
}

/// The cause of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefundCause {
    /// The buyer asked for it.
    Buyer,
    /// An operator made it.
    Staff,
    /// The event was cancelled.
    EventCancelled,
    /// The payment succeeded after the seats were gone.
    Late,
    /// Somebody made it at the payment provider, without the shop.
    Outside,
}

impl RefundCause {
    /// The word in the tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Buyer => "buyer",
            Self::Staff => "staff",
            Self::EventCancelled => "event_cancelled",
            Self::Late => "late",
            Self::Outside => "outside",
        }
    }
}

/// A refund. Browsers only show it as text and never read this type.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refund {
    /// Identifier of the refund.
    pub id: RefundId,
    /// Its state.
    pub state: RefundState,
    /// Its cause.
    pub why: RefundCause,
    /// The amount that goes back.
    pub amount: Money,
    /// The part of the tickets' prices that the shop keeps.
    pub fee: Money,
    /// When it was requested, in UTC.
    #[serde(with = "crate::moment")]
    pub requested_at: OffsetDateTime,
    /// When the money was paid back or the refund failed, in UTC.
    #[serde(
        with = "crate::moment::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub settled_at: Option<OffsetDateTime>,
    /// Its tickets. Empty if somebody made the refund at the payment provider.
    pub tickets: Vec<RefundedTicket>,
}

/// A ticket of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundedTicket {
    /// The ticket.
    pub ticket: TicketId,
    /// Its seat.
    pub seat: SeatNo,
    /// The amount that goes back for it.
    pub amount: Money,
}

/// The result of a refund at this moment, if the buyer asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundQuote {
    /// The amount that would go back.
    pub amount: Money,
    /// The part of the tickets' prices that the shop would keep.
    pub fee: Money,
    /// The tickets that would become void, in order of their seats.
    pub tickets: Vec<RefundedTicket>,
}

/// Why tickets cannot be refunded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefundRefusal {
    /// The booking was never paid.
    NotPaid,
    /// One of the tickets is void, or none is left.
    Refunded,
    /// Tickets of this booking cannot be given back.
    NotOffered,
    /// The time for it is over.
    TooLate,
    /// The event is cancelled: everybody gets the money back.
    EventCancelled,
    /// The payment provider has already paid back so much that this would exceed the payment.
    MoreThanPaid,
    /// The fee is as high as the price.
    NothingBack,
    /// A door has admitted a visitor with one of the tickets.
    Scanned,
}

impl RefundRefusal {
    /// The word in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotPaid => "not_paid",
            Self::Refunded => "refunded",
            Self::NotOffered => "not_offered",
            Self::TooLate => "too_late",
            Self::EventCancelled => "event_cancelled",
            Self::MoreThanPaid => "more_than_paid",
            Self::NothingBack => "nothing_back",
            Self::Scanned => "scanned",
        }
    }

    /// The sentence for buyers: what happened, what is safe, and what to do.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NotPaid => "This booking has no tickets, so there is nothing to give back.",
            Self::Refunded => {
                "These tickets were given back already. Your booking shows the refund."
            }
            Self::NotOffered => {
                "Tickets for this event cannot be given back. Your tickets stay valid."
            }
            Self::TooLate => {
                "The time to give these tickets back is over. Your tickets stay valid."
            }
            Self::EventCancelled => {
                "The event is cancelled. You get your money back. You do not need to do anything."
            }
            Self::MoreThanPaid => {
                "We have already paid money back for this booking. Nothing was changed. Please write to the shop."
            }
            Self::NothingBack => {
                "The fee is as high as the price, so nothing would come back. Your tickets stay valid."
            }
            Self::Scanned => {
                "Somebody came in with one of these tickets already, so it cannot be given back. Nothing was changed."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_refusal_is_the_one_in_the_api() {
        use RefundState as S;
        let word = |value: serde_json::Result<serde_json::Value>| value.expect("serialises");
        for state in [S::Requested, S::Sent, S::Pending, S::Succeeded, S::Failed] {
            assert_eq!(word(serde_json::to_value(state)), state.as_str());
        }
        use RefundCause as C;
        for cause in [C::Buyer, C::Staff, C::EventCancelled, C::Late, C::Outside] {
            assert_eq!(word(serde_json::to_value(cause)), cause.as_str());
        }
        use RefundRefusal as R;
        let early = [R::NotPaid, R::Refunded, R::NotOffered, R::TooLate];
        for refusal in early.into_iter().chain([
            R::EventCancelled,
            R::MoreThanPaid,
            R::NothingBack,
            R::Scanned,
        ]) {
            assert_eq!(word(serde_json::to_value(refusal)), refusal.as_str());
        }
    }
}
