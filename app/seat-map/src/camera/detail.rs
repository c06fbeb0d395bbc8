//! How much is drawn: sections from afar, seats from near, names and numbers where they can be read.

/// A level of detail; each has what those before it have, but for the sections' names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Detail {
    /// Sections as shapes, with what is free in each and from which price.
    Sections,
    /// Seats as points of light.
    Seats,
    /// And the names of their rows.
    Rows,
    /// And their numbers.
    Numbers,
}

/// Below this radius in pixels the seats of a large hall are a blur: its sections are drawn instead.
const SEATS_FROM: f64 = 1.75;
/// Names of rows have 11 pixels of the page: from here on they have room beside the seats.
const ROWS_FROM: f64 = 5.5;
/// Numbers have nine tenths of a seat's radius: from here on that is 11 pixels.
const NUMBERS_FROM: f64 = 12.25;

impl Detail {
    /// What to draw where a seat has this radius, in pixels of the page.
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

    /// Whether seats are seen one by one.
    pub(crate) fn has_seats(self) -> bool {
        self > Self::Sections
    }

    /// As the map's `data-zoom` tells it.
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
        assert_eq!(look(true), [Detail::Sections, Detail::Seats, Detail::Rows, Detail::Numbers]);
        assert_eq!(look(false), [Detail::Seats, Detail::Seats, Detail::Rows, Detail::Numbers]);
    }
}
