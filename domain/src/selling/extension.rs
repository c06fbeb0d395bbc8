//! More time to pay.

use serde::Serialize;
use time::Duration;

/// The time before the end of a hold until which the buyer can ask for more.
pub const EXTENDABLE_BEFORE_END: Duration = Duration::MINUTE;

/// Why a hold gets no more time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExtensionRefusal {
    /// The booking was given more time before.
    OnceOnly,
    /// The last minute of the hold has begun.
    LastMinute,
    /// The organiser does not offer it for this event.
    NoExtensions,
}

impl ExtensionRefusal {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::OnceOnly, Self::LastMinute, Self::NoExtensions];

    /// Its name in the API and in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnceOnly => "once_only",
            Self::LastMinute => "last_minute",
            Self::NoExtensions => "no_extensions",
        }
    }

    /// What happened, what is safe and what to do.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::OnceOnly => {
                "You were given more time for this booking before. The seats stay held until its time is over."
            }
            Self::LastMinute => {
                "The last minute of the hold has begun. The seats stay held until its time is over. Pay before that."
            }
            Self::NoExtensions => {
                "Nobody gets more time for this event. The seats stay held until the time of the booking is over."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_written_as_it_is_serialised() {
        for reason in ExtensionRefusal::ALL {
            assert_eq!(
                serde_json::to_value(reason).expect("serialises"),
                reason.as_str()
            );
        }
    }
}
