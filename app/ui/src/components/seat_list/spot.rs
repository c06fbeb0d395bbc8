//! The focusable spots of the list.

use std::{fmt, str::FromStr};

use domain::SeatNo;

/// A focusable spot. Its text form is `s3`, `r3.12`, `q204` or `a0`, which the list's elements
/// contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// A section, by its index in the plan.
    Section(u16),
    /// A row, by the index of its section and its own index there.
    Row(u16, u16),
    /// A seat.
    Seat(SeatNo),
    /// A standing area, by its index in the plan.
    Area(u16),
}

impl Spot {
    /// The id of its element.
    pub fn id(self) -> String {
        format!("list-{self}")
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Section(section) => write!(f, "s{section}"),
            Self::Row(section, row) => write!(f, "r{section}.{row}"),
            Self::Seat(seat) => write!(f, "q{}", seat.0),
            Self::Area(area) => write!(f, "a{area}"),
        }
    }
}

impl FromStr for Spot {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let number = |text: &str| text.parse().map_err(drop);
        match (text.get(..1), text.get(1..)) {
            (Some("s"), Some(section)) => number(section).map(Self::Section),
            (Some("a"), Some(area)) => number(area).map(Self::Area),
            (Some("q"), Some(seat)) => seat
                .parse()
                .map(|seat| Self::Seat(SeatNo(seat)))
                .map_err(drop),
            (Some("r"), Some(row)) => {
                let (section, row) = row.split_once('.').ok_or(())?;
                Ok(Self::Row(number(section)?, number(row)?))
            }
            _ => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_parses_from_its_own_text() {
        for spot in [
            Spot::Section(3),
            Spot::Row(3, 12),
            Spot::Seat(SeatNo(70_000)),
            Spot::Area(0),
        ] {
            assert_eq!(spot.to_string().parse(), Ok(spot));
        }
        for text in ["", "r3", "x1", "s", "é"] {
            assert_eq!(text.parse::<Spot>(), Err(()), "{text}");
        }
    }
}
