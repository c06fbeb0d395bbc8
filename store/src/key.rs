//! Names an event or a venue by its number or its slug.

use std::{convert::Infallible, fmt, str::FromStr};

use domain::{EventId, VenueId};

macro_rules! key {
    ($(#[$doc:meta])* $name:ident($id:ident)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            /// The number.
            Id($id),
            /// The slug.
            Slug(String),
        }

        impl FromStr for $name {
            type Err = Infallible;

            /// A slug contains a letter, so a text of digits is always a number. PostgreSQL texts
            /// cannot contain NUL, and no slug has one.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(text.parse().map_or_else(|_| Self::Slug(text.replace('\0', "\u{fffd}")), Self::Id))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::Id(id) => id.fmt(f),
                    Self::Slug(slug) => slug.fmt(f),
                }
            }
        }

        impl From<$id> for $name {
            fn from(id: $id) -> Self {
                Self::Id(id)
            }
        }

        impl $name {
            pub(crate) fn parts(&self) -> (Option<i32>, Option<&str>) {
                match self {
                    Self::Id(id) => (Some(id.0), None),
                    Self::Slug(slug) => (None, Some(slug)),
                }
            }
        }
    };
}

key!(
    /// An event, by number or slug.
    EventKey(EventId)
);
key!(
    /// A venue, by number or slug.
    VenueKey(VenueId)
);
