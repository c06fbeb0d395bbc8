//! The subjects of letters.

use domain::{BookingId, EventId, RefundId, TicketId};
use uuid::Uuid;

use super::{HolderLetterKind, LetterKind};
use crate::{Error, decode};

/// The word in the tables for a letter with a code to sign in.
const SIGN_IN: &str = "sign_in";

/// The subject of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterSubject {
    /// A booking, for its buyer.
    Booking {
        /// Kind of the letter.
        kind: LetterKind,
        /// The event.
        event: EventId,
        /// The booking.
        booking: BookingId,
        /// The refund, for a letter about one.
        refund: Option<RefundId>,
    },
    /// A ticket that its buyer gave away. The letter is for its holder.
    Ticket {
        /// Kind of the letter.
        kind: HolderLetterKind,
        /// The event.
        event: EventId,
        /// The booking of the ticket.
        booking: BookingId,
        /// The ticket.
        ticket: TicketId,
    },
    /// A code to sign in, by its identifier.
    SignIn(Uuid),
}

impl LetterSubject {
    /// The subject of a letter, from the columns of its row: the kind, and the numbers of the
    /// subject.
    pub(super) fn of(
        kind: &str,
        event: Option<i32>,
        booking: Option<Uuid>,
        refund: Option<Uuid>,
        ticket: Option<Uuid>,
        sign_in: Option<Uuid>,
    ) -> Result<Self, Error> {
        match (event.map(EventId), booking.map(BookingId), ticket, sign_in) {
            (Some(event), Some(booking), None, None) => Ok(Self::Booking {
                kind: decode::word("kind of a letter", kind)?,
                event,
                booking,
                refund: refund.map(RefundId),
            }),
            (Some(event), Some(booking), Some(ticket), None) => Ok(Self::Ticket {
                kind: decode::word("kind of a letter", kind)?,
                event,
                booking,
                ticket: TicketId(ticket),
            }),
            (None, None, None, Some(id)) if kind == SIGN_IN => Ok(Self::SignIn(id)),
            _ => Err(Error::Corrupt("a letter about nothing".to_owned())),
        }
    }

    /// The kinds of all letters that this program can write. Others are left to programs that can
    /// write them.
    pub(super) fn kinds() -> Vec<String> {
        let (of_bookings, of_tickets) = (
            LetterKind::ALL.map(LetterKind::as_str),
            HolderLetterKind::ALL.map(HolderLetterKind::as_str),
        );
        of_bookings
            .into_iter()
            .chain(of_tickets)
            .chain([SIGN_IN])
            .map(str::to_owned)
            .collect()
    }
}
