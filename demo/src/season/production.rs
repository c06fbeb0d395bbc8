//! How the season's files say what is on.

use super::Popularity;

/// What is played, with all its showings.
pub struct Production {
    /// The beginning of its slugs.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What kind it is.
    pub category: &'static str,
    /// The series that ties its showings together, and perhaps other productions.
    pub series: Option<&'static str>,
    /// Paragraphs, with ¶ between them.
    pub description: &'static str,
    /// Name and role, the most prominent first.
    pub performers: &'static [(&'static str, &'static str)],
    /// From beginning to end.
    pub minutes: u32,
    /// How many days before the day sales open.
    pub opens_before: u32,
    /// How long seats are held, where it is not the usual time.
    pub hold_seconds: Option<u32>,
    /// Whether buyers are asked to leave no single seat.
    pub avoid_single_seats: bool,
    /// Whether a line forms before sales open.
    pub has_line: bool,
    /// Whether children, students and companions pay less.
    pub has_price_types: bool,
    /// When and where.
    pub showings: &'static [Showing],
}

impl Production {
    /// The common case: sales open 19 weeks before, seats are held as usual.
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

/// A hall set up in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
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

impl Place {
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

/// One date.
pub struct Showing {
    pub place: Place,
    /// The day of the cycle; 0 is a Monday.
    pub day: u16,
    /// Hour and minute on the wall.
    pub time: (u8, u8),
    /// The dearest price in euros; the others follow from it.
    pub best_price: u32,
    pub popularity: Popularity,
    /// Sections that the organiser keeps back, for a choir mostly.
    pub blocked: &'static [&'static str],
}

pub const MON: u16 = 0;
pub const TUE: u16 = 1;
pub const WED: u16 = 2;
pub const THU: u16 = 3;
pub const FRI: u16 = 4;
pub const SAT: u16 = 5;
pub const SUN: u16 = 6;

/// A showing in a week of the cycle (0 to 20) with nothing sold.
pub const fn on(place: Place, week: u16, weekday: u16, time: (u8, u8), best_price: u32) -> Showing {
    Showing { place, day: week * 7 + weekday, time, best_price, popularity: Popularity::Fresh, blocked: &[] }
}

impl Showing {
    /// So many per cent are sold.
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
