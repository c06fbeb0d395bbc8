//! Identifiers. Each has a separate type, so that the compiler refuses one in place of another.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

/// The text is not an identifier in its only spelling: a number has digits only and no leading
/// zeros; other identifiers have 32 hexadecimal digits in five groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not an identifier in its only spelling")]
pub struct BadId;

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                // Each number has one spelling: a second spelling would be a second address of the
                // same thing.
                let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
                text.parse().ok().filter(|_| is_plain).map(Self).ok_or(BadId)
            }
        }
    };
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier. It begins with the time, so that rows of the same time are close
            /// together in an index.
            #[must_use]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().ok().filter(|_| text.len() == uuid::fmt::Hyphenated::LENGTH).map(Self).ok_or(BadId)
            }
        }
    };
}

number_id!(
    /// A building with an address and coordinates.
    VenueId(i32)
);
number_id!(
    /// A single dated occasion at one venue: the unit of sale.
    EventId(i32)
);
number_id!(
    /// An artist, an orchestra or a team.
    PerformerId(i32)
);
number_id!(
    /// Events of one production on other dates or in other venues.
    SeriesId(i32)
);
number_id!(
    /// A name, a colour and a price that an event gives to a set of seats.
    PriceLevelId(i32)
);
number_id!(
    /// The group that an event has prices for: adult, child.
    PriceTypeId(i32)
);
number_id!(
    /// The index of a seat or spot in its plan, from 0. Numbered seats come first, in the order of
    /// the plan. The spots of the standing areas follow.
    SeatNo(u32)
);
number_id!(
    /// The index of a standing area in its seating plan, from 0.
    AreaIndex(u16)
);
uuid_id!(
    /// A buyer's claim on seats of one event.
    BookingId
);
uuid_id!(
    /// A ticket: a confirmed booking has one for each of its seats.
    TicketId
);
uuid_id!(
    /// Money that goes back for tickets.
    RefundId
);
uuid_id!(
    /// A buyer: the session of a browser, or the subject of a program's token.
    BuyerId
);
uuid_id!(
    /// An e-mail address whose owner has proved it. It can have bookings of several buyers.
    AccountId
);
uuid_id!(
    /// A browser or program that is signed in to an account.
    SessionId
);

/// Version 8 of RFC 9562, section 5.8: the layout of the bits is our choice.
const OWN_LAYOUT: u8 = 8;

impl BookingId {
    /// A new identifier for a booking of this event. Its last four bytes are the event's number, so
    /// that a lookup reads only the partition of the event. The rest is as in [`BookingId::new`].
    #[must_use]
    pub fn of(event: EventId) -> Self {
        let mut bytes = Self::new().0.into_bytes();
        bytes[12..].copy_from_slice(&event.0.to_be_bytes());
        bytes[6] = (bytes[6] & 0x0f) | (OWN_LAYOUT << 4);
        Self(Uuid::from_bytes(bytes))
    }

    /// The event that the identifier names. None for an old identifier, from when they named no
    /// event. Neither the booking nor the event has to exist.
    #[must_use]
    pub fn event(self) -> Option<EventId> {
        let [.., a, b, c, d] = self.0.into_bytes();
        (self.0.get_version_num() == usize::from(OWN_LAYOUT))
            .then_some(EventId(i32::from_be_bytes([a, b, c, d])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_booking_names_its_event() {
        for event in [0, 1, 70_000, i32::MAX].map(EventId) {
            let (first, second) = (BookingId::of(event), BookingId::of(event));
            assert_eq!((first.event(), second.event()), (Some(event), Some(event)));
            assert_ne!(first, second);
            assert_eq!(first.to_string().parse(), Ok(first));
        }
        assert_eq!(BookingId::new().event(), None);
    }

    #[test]
    fn identifiers_of_bookings_have_the_order_of_their_creation() {
        let made: Vec<_> = (0..1_000)
            .map(|number| BookingId::of(EventId(number % 7)))
            .collect();
        assert!(made.is_sorted());
    }

    #[test]
    fn a_booking_is_written_in_one_way() {
        let id = BookingId::new();
        assert_eq!(id.to_string().parse(), Ok(id));
        for text in [
            id.0.simple().to_string(),
            id.0.braced().to_string(),
            id.0.urn().to_string(),
            String::new(),
        ] {
            assert_eq!(text.parse::<BookingId>(), Err(BadId), "{text}");
        }
    }

    #[test]
    fn a_number_is_written_in_one_way() {
        assert_eq!(
            ("19".parse(), "0".parse()),
            (Ok(EventId(19)), Ok(SeatNo(0)))
        );
        for text in [
            "019",
            "+19",
            "-19",
            " 19",
            "19 ",
            "",
            "00",
            "1_9",
            "\u{661}",
            "99999999999",
        ] {
            assert_eq!(text.parse::<EventId>(), Err(BadId), "{text}");
        }
    }
}
