//! Identifiers, each a type of its own so that none is taken for another.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
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
            /// A new identifier. Its first bits are the time, so that rows made together lie together.
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
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

number_id!(
    /// A building with an address and coordinates.
    VenueId(i32)
);
number_id!(
    /// One dated thing at one venue: the unit of sale.
    EventId(i32)
);
number_id!(
    /// An artist, an orchestra or a team.
    PerformerId(i32)
);
number_id!(
    /// Events that are the same production on other dates or in other venues.
    SeriesId(i32)
);
number_id!(
    /// Name, colour and price that an event gives to a set of seats.
    PriceLevelId(i32)
);
number_id!(
    /// The index of a place in its seating plan, from 0. Numbered seats come first, in the plan's order; the places of its standing
    /// areas follow.
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
    /// What a confirmed booking gives for each of its seats.
    TicketId
);
uuid_id!(
    /// Whoever buys: a browser's session, or the subject of a program's token.
    BuyerId
);
