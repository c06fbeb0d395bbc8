//! A position in the event's history of seat changes. It is the SSE id.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// A position, written `EPOCH-VERSION`. Versions count up within an epoch. A new history (after a
/// restored backup) begins a new epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Position {
    /// The generation of the event's history.
    pub epoch: i64,
    /// The number of changes up to this position.
    pub version: i64,
}

/// The error for a text that is not a position.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a position is EPOCH-VERSION, as 1763650000-42")]
pub struct BadPosition;

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.epoch, self.version)
    }
}

impl FromStr for Position {
    type Err = BadPosition;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (epoch, version) = text.split_once('-').ok_or(BadPosition)?;
        let parse = |digits: &str| match digits.parse::<i64>() {
            Ok(number) if number >= 0 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Ok(number)
            }
            _ => Err(BadPosition),
        };
        Ok(Self {
            epoch: parse(epoch)?,
            version: parse(version)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_read_back_and_other_texts_are_refused() {
        let position = Position {
            epoch: 17,
            version: 4,
        };
        assert_eq!(position.to_string().parse(), Ok(position));
        for text in ["", "17", "-", "17-", "-4", "a-b", "1-2-3", "+1-2"] {
            assert_eq!(text.parse::<Position>(), Err(BadPosition), "{text}");
        }
    }
}
