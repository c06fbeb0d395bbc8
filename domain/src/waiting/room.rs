//! A waiting room: its settings, its state, and the outcomes of a turn.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::OffsetDateTime;

/// When an event has a waiting room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoomMode {
    /// Never: everybody may buy at once.
    #[default]
    Off,
    /// From now on.
    On,
    /// While more buyers come than the hall can serve.
    Auto,
}

impl RoomMode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Off, Self::On, Self::Auto];

    /// The word for it in the tables and in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On => "on",
            Self::Auto => "auto",
        }
    }
}

/// What a waiting room does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoomState {
    /// Nothing: everybody may buy.
    Off,
    /// Fans cannot join yet.
    Planned,
    /// Fans join. Sales have not opened.
    Gathering,
    /// The draw is closed. Fans who come later get the places after those of the draw. Sales have
    /// not opened.
    Sealed,
    /// Places are called.
    Open,
    /// Nobody is called, and the reason is given. Fans keep their places.
    Paused,
    /// No seat is available. Held seats may come back.
    Empty,
    /// Nothing is left to buy, and the reason is given.
    Over,
}

/// Why a room is paused or over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoomReason {
    /// Paused: the draw has no result.
    Draw,
    /// Paused: an operator paused the room.
    Operator,
    /// Paused: an operator paused the sale.
    Sale,
    /// Paused: the server cannot reach the database. No table stores this reason.
    Unreachable,
    /// Over: every seat is sold.
    SoldOut,
    /// Over: the event has ended.
    Ended,
    /// Over: the event is cancelled.
    Cancelled,
}

/// A setting of a waiting room that is outside its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be a whole number from {least} to {most}")]
pub struct LimitError {
    /// The smallest allowed value.
    pub least: u32,
    /// The largest allowed value.
    pub most: u32,
}

macro_rules! setting {
    ($(#[$doc:meta])* $name:ident $least:literal to $most:literal, usually $usual:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "u32", into = "u32")]
        pub struct $name(u32);

        impl $name {
            /// The number.
            #[must_use]
            pub const fn get(self) -> u32 {
                self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self($usual)
            }
        }

        impl TryFrom<u32> for $name {
            type Error = LimitError;

            fn try_from(number: u32) -> Result<Self, Self::Error> {
                if ($least..=$most).contains(&number) { Ok(Self(number)) } else { Err(LimitError { least: $least, most: $most }) }
            }
        }

        impl From<$name> for u32 {
            fn from(setting: $name) -> Self {
                setting.0
            }
        }

        impl FromStr for $name {
            type Err = LimitError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text.parse::<u32>().map_err(|_| LimitError { least: $least, most: $most })?)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                let (least, most): (u32, u32) = ($least, $most);
                let number = utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::Integer);
                number.minimum(Some(least)).maximum(Some(most)).into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}

setting!(
    /// The most fans who are inside at the same time.
    RoomTarget 1 to 100_000, usually 500
);
setting!(
    /// The most places that are called per second.
    PlacesPerSecond 1 to 10_000, usually 50
);
setting!(
    /// Seconds to take a turn. After that, the place waits at the front.
    ClaimSeconds 1 to 3_600, usually 120
);
setting!(
    /// Seconds that a pass lasts.
    ShopSeconds 1 to 7_200, usually 600
);
setting!(
    /// The most entries from one address.
    EntriesPerAddress 1 to 100_000, usually 50
);
setting!(
    /// The work for joining, in zero bits: each bit doubles it. 0 means none; with 17, a phone
    /// computes for about a second.
    WorkBits 0 to 24, usually 0
);

/// The settings of a waiting room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoomSettings {
    /// The most fans who are inside at the same time.
    pub target: RoomTarget,
    /// The most places that are called per second.
    pub per_second: PlacesPerSecond,
    /// Seconds to take a turn.
    pub claim_seconds: ClaimSeconds,
    /// Seconds that a pass lasts.
    pub shop_seconds: ShopSeconds,
    /// The most entries from one address.
    pub per_address: EntriesPerAddress,
    /// The work for joining, in zero bits. 0 means none.
    pub proof_of_work: WorkBits,
}

/// The content of a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassTerms {
    /// The place whose turn was taken; 0 or less for a buyer who held seats when the room was
    /// switched on.
    pub place: i64,
    /// When the pass ends, by the database's clock.
    pub until: OffsetDateTime,
}

/// The outcome of taking a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimOutcome {
    /// The fan is inside.
    Admitted(PassTerms),
    /// The fan was inside already, by this or another place.
    Again(PassTerms),
    /// The place is not called yet.
    NotYet,
    /// The fan missed the turn, and the room is at its target. The place is at the front: nobody
    /// else is called while the fan keeps asking, which a browser does every two seconds.
    Full,
    /// Another buyer has the place.
    Other,
    /// The turn was taken, and its pass has ended. The fan may join again at the end of the line.
    Ended,
    /// The place belongs to a void draw. The fan joins again.
    Void,
    /// Nothing is left to buy.
    Over,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_within_its_limits() {
        assert_eq!(
            RoomTarget::try_from(0),
            Err(LimitError {
                least: 1,
                most: 100_000
            })
        );
        assert_eq!(
            RoomTarget::try_from(100_000).map(RoomTarget::get),
            Ok(100_000)
        );
        assert_eq!(
            "3601".parse::<ClaimSeconds>(),
            Err(LimitError {
                least: 1,
                most: 3_600
            })
        );
        let refused = serde_json::from_str::<ShopSeconds>("7201")
            .expect_err("it is refused")
            .to_string();
        assert!(
            refused.starts_with("must be a whole number from 1 to 7200"),
            "{refused}"
        );
    }

    #[test]
    fn settings_are_written_as_numbers_and_read_again() {
        let settings = RoomSettings {
            target: RoomTarget(7),
            ..RoomSettings::default()
        };
        let written = serde_json::to_value(settings).expect("serialises");
        assert_eq!(written["target"], 7);
        assert_eq!(written["claim_seconds"], 120);
        assert_eq!(written["proof_of_work"], 0);
        assert_eq!(
            serde_json::from_value::<RoomSettings>(written).ok(),
            Some(settings)
        );
    }

    #[test]
    fn each_mode_reads_back_from_its_word() {
        for mode in RoomMode::ALL {
            assert_eq!(
                serde_json::from_value::<RoomMode>(mode.as_str().into()).ok(),
                Some(mode)
            );
        }
    }
}
