//! Money that goes back for tickets.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Money, RefundId, SeatNo, TicketId};

/// How far a refund is. Its tickets are void from the first state on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// It is written.
    Requested,
    /// The provider is being asked.
    Sent,
    /// The provider has it, and has not paid yet.
    Pending,
    /// The money was paid back.
    Succeeded,
    /// The provider could not pay it. The shop owes the money.
    Failed,
}

impl RefundState {
    /// The word for it in the tables.
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

    /// Whether nothing more comes of it.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed)
    }
}

/// Why there is a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefundCause {
    /// The buyer asked for it.
    Buyer,
    /// An operator did it.
    Staff,
    /// The event was cancelled.
    EventCancelled,
    /// The money came when the seats were gone.
    Late,
    /// It was made at the payment provider, without the shop.
    Outside,
}

impl RefundCause {
    /// The word for it in the tables.
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

/// A refund. Browsers are sent it and read it as text of a page, never as this type.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refund {
    /// Its number.
    pub id: RefundId,
    /// How far it is.
    pub state: RefundState,
    /// Why there is one.
    pub why: RefundCause,
    /// What goes back.
    pub amount: Money,
    /// What the shop keeps of the tickets' prices.
    pub fee: Money,
    /// When it was asked for, UTC.
    #[serde(with = "crate::moment")]
    pub requested_at: OffsetDateTime,
    /// When the money was paid back, or could not be, UTC.
    #[serde(with = "crate::moment::option", skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<OffsetDateTime>,
    /// The tickets that it is for. None if it was made at the payment provider.
    pub tickets: Vec<RefundedTicket>,
}

/// A ticket that is refunded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundedTicket {
    /// The ticket.
    pub ticket: TicketId,
    /// The seat that it was for.
    pub seat: SeatNo,
    /// What goes back for it.
    pub amount: Money,
}

/// What a refund would come to at this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundQuote {
    /// What would go back.
    pub amount: Money,
    /// What the shop would keep of the tickets' prices.
    pub fee: Money,
    /// The tickets that would be void, by seat.
    pub tickets: Vec<RefundedTicket>,
}

/// Why tickets are not refunded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefundRefusal {
    /// The booking was never paid.
    NotPaid,
    /// One of the tickets is void, or there is none left.
    Refunded,
    /// Tickets of this booking cannot be given back.
    NotOffered,
    /// The time for it is over.
    TooLate,
    /// The event is cancelled: everybody gets the money back.
    EventCancelled,
    /// The payment provider has paid back so much already that this would be more than was paid.
    MoreThanPaid,
    /// The fee is as high as the price.
    NothingBack,
}

impl RefundRefusal {
    /// The word for it.
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
        }
    }

    /// What a buyer reads: what happened, what is safe, what to do.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NotPaid => "This booking has no tickets, so there is nothing to give back.",
            Self::Refunded => "These tickets were given back already. Your booking shows the refund.",
            Self::NotOffered => "Tickets for this event cannot be given back. Your tickets stay valid.",
            Self::TooLate => "The time to give these tickets back is over. Your tickets stay valid.",
            Self::EventCancelled => "The event is cancelled. You get your money back. You do not need to do anything.",
            Self::MoreThanPaid => "Money for this booking went back already. Nothing was changed. Please write to the shop.",
            Self::NothingBack => "The fee is as high as the price, so nothing would come back. Your tickets stay valid.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_one_of_the_api() {
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
        for refusal in [R::NotPaid, R::Refunded, R::NotOffered, R::TooLate, R::EventCancelled, R::MoreThanPaid, R::NothingBack] {
            assert_eq!(word(serde_json::to_value(refusal)), refusal.as_str());
        }
    }
}
