//! The format of the season's events.

use super::Popularity;

/// A production with all its showings.
pub struct Production {
    /// The beginning of the slugs of its showings.
    pub key: &'static str,
    /// Title of its events.
    pub title: &'static str,
    /// Category of its events.
    pub category: &'static str,
    /// Title of the series of its showings. Other productions may share it.
    pub series: Option<&'static str>,
    /// The description. ¶ separates paragraphs.
    pub description: &'static str,
    /// Name and role, the most prominent first.
    pub performers: &'static [(&'static str, &'static str)],
    /// Minutes from the beginning to the end, intervals included.
    pub minutes: u32,
    /// The number of days before the event on which sales open.
    pub opens_before: u32,
    /// Seconds for which seats are held. None for the default.
    pub hold_seconds: Option<u32>,
    /// Whether a hold is refused if it leaves a single seat.
    pub avoid_single_seats: bool,
    /// Whether a line forms before sales open.
    pub has_line: bool,
    /// Whether children, students and companions pay less.
    pub has_price_types: bool,
    /// The showings.
    pub showings: &'static [Showing],
}

impl Production {
    /// The default: sales open 19 weeks before the event, and holds last the default time.
    pub const USUAL: Self = Self {
        key: "",
        title: "",
        category: "concert",
        series: None,
        description: "",
        performers: &[],
        minutes: 120,
        opens_before: 133,
        hold_seconds: None,
        avoid_single_seats: false,
        has_line: false,
        has_price_types: false,
        showings: &[],
    };
}

/// A hall in one of its layouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeasonHall {
    /// Sibelius Hall, Lahti.
    Sibelius,
    /// Liffey Hall, Dublin.
    Liffey,
    /// Scheldt Arena, Antwerp, with the stage in the middle.
    Round,
    /// Scheldt Arena with a court.
    Court,
    /// Atlantic Stadium, Porto, with the pitch.
    Pitch,
    /// Atlantic Stadium with a stage.
    Open,
}

impl SeasonHall {
    pub fn city(self) -> &'static str {
        match self {
            Self::Sibelius => "lahti",
            Self::Liffey => "dublin",
            Self::Round | Self::Court => "antwerp",
            Self::Pitch | Self::Open => "porto",
        }
    }

    pub fn venue(self) -> &'static str {
        match self {
            Self::Sibelius => "sibelius-hall",
            Self::Liffey => "liffey-hall",
            Self::Round | Self::Court => "scheldt-arena",
            Self::Pitch | Self::Open => "atlantic-stadium",
        }
    }

    pub fn plan(self) -> &'static str {
        match self {
            Self::Sibelius => "Main hall, orchestra",
            Self::Liffey => "Concert hall, orchestra",
            Self::Round => "Arena, in the round",
            Self::Court => "Arena, court",
            Self::Pitch => "Stadium, football",
            Self::Open => "Stadium, concert",
        }
    }
}

/// A showing.
pub struct Showing {
    pub place: SeasonHall,
    /// The day of the cycle; 0 is a Monday.
    pub day: u16,
    /// Hour and minute of its beginning, in local time.
    pub time: (u8, u8),
    /// The highest price in euros. The others follow from it.
    pub best_price: u32,
    pub popularity: Popularity,
    /// Sections that the organiser keeps back, mostly for a choir.
    pub blocked: &'static [&'static str],
}

pub const MON: u16 = 0;
pub const TUE: u16 = 1;
pub const WED: u16 = 2;
pub const THU: u16 = 3;
pub const FRI: u16 = 4;
pub const SAT: u16 = 5;
pub const SUN: u16 = 6;

/// A showing in a week of the cycle (0 to 20), without sales.
pub const fn on(
    place: SeasonHall,
    week: u16,
    weekday: u16,
    time: (u8, u8),
    best_price: u32,
) -> Showing {
    Showing {
        place,
        day: week * 7 + weekday,
        time,
        best_price,
        popularity: Popularity::Fresh,
        blocked: &[],
    }
}

impl Showing {
    /// Sets the share of sold seats, in per cent.
    pub const fn sold(mut self, percent: u32) -> Self {
        self.popularity = Popularity::Sold(percent as f64 / 100.0);
        self
    }

    pub const fn sold_out(mut self) -> Self {
        self.popularity = Popularity::SoldOut;
        self
    }

    pub const fn without(mut self, sections: &'static [&'static str]) -> Self {
        self.blocked = sections;
        self
    }
}
