//! The level of detail: sections from afar, seats up close, names and numbers as soon as they are
//! readable.

/// A level of detail. Each includes those before it, except for the section shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Detail {
    /// Section shapes with the number of free seats and the lowest price.
    Sections,
    /// Each seat as a dot.
    Seats,
    /// Seats with row names.
    Rows,
    /// Seats with row names and seat numbers.
    Numbers,
}

/// Below this seat radius, in CSS pixels, the seats of a large hall would blur, so the map draws
/// its sections.
const SEATS_FROM: f64 = 1.75;
/// From this seat radius on, in CSS pixels, row names of 11 pixels fit beside the seats.
const ROWS_FROM: f64 = 5.5;
/// From this seat radius on, in CSS pixels, seat numbers are drawn. Their font size is 0.9 of the
/// radius: 11 pixels here.
const NUMBERS_FROM: f64 = 12.25;

impl Detail {
    /// The level of detail for a seat radius in CSS pixels.
    pub(crate) fn of(radius_px: f64, sections_first: bool) -> Self {
        if sections_first && radius_px < SEATS_FROM {
            Self::Sections
        } else if radius_px < ROWS_FROM {
            Self::Seats
        } else if radius_px < NUMBERS_FROM {
            Self::Rows
        } else {
            Self::Numbers
        }
    }

    /// Whether individual seats are drawn.
    pub(crate) fn has_seats(self) -> bool {
        self > Self::Sections
    }

    /// The value of the map's `data-zoom` attribute.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Sections => "far",
            Self::Seats | Self::Rows => "middle",
            Self::Numbers => "near",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_hall_begins_with_sections_and_a_small_one_never_shows_them() {
        let look = |large| [0.5, 2.0, 6.0, 20.0].map(|radius| Detail::of(radius, large));
        assert_eq!(
            look(true),
            [
                Detail::Sections,
                Detail::Seats,
                Detail::Rows,
                Detail::Numbers
            ]
        );
        assert_eq!(
            look(false),
            [Detail::Seats, Detail::Seats, Detail::Rows, Detail::Numbers]
        );
    }
}
