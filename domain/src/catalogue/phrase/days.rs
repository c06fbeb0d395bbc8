//! Days that a search can name, relative to today.

use std::str::FromStr;

use time::{Date, Duration, Month, PrimitiveDateTime, Time, Weekday};

/// Days that people name relative to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelativeDays {
    /// Today, from midnight to midnight.
    Today,
    /// Today from 17:00.
    Tonight,
    /// The next day.
    Tomorrow,
    /// Monday to Sunday of this week.
    ThisWeek,
    /// Saturday and Sunday of this week.
    ThisWeekend,
    /// Monday to Sunday of next week.
    NextWeek,
    /// Saturday and Sunday of next week.
    NextWeekend,
}

impl RelativeDays {
    /// Every value, the soonest first.
    pub const ALL: [Self; 7] = [
        Self::Today,
        Self::Tonight,
        Self::Tomorrow,
        Self::ThisWeek,
        Self::ThisWeekend,
        Self::NextWeek,
        Self::NextWeekend,
    ];

    /// The word in addresses: `?when=weekend`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Tonight => "tonight",
            Self::Tomorrow => "tomorrow",
            Self::ThisWeek => "week",
            Self::ThisWeekend => "weekend",
            Self::NextWeek => "next_week",
            Self::NextWeekend => "next_weekend",
        }
    }

    /// The first moment of these days and the first moment after them, by a local clock that shows
    /// the date `today`.
    #[must_use]
    pub fn span(self, today: Date) -> (PrimitiveDateTime, PrimitiveDateTime) {
        let monday = monday(today);
        let (first, days) = match self {
            Self::Today | Self::Tonight => (today, 1),
            Self::Tomorrow => (today + Duration::DAY, 1),
            Self::ThisWeek => (monday, 7),
            Self::ThisWeekend => (monday + Duration::days(5), 2),
            Self::NextWeek => (monday + Duration::WEEK, 7),
            Self::NextWeekend => (monday + Duration::days(12), 2),
        };
        let begins = if self == Self::Tonight {
            EVENING
        } else {
            Time::MIDNIGHT
        };
        (
            first.with_time(begins),
            (first + Duration::days(days)).midnight(),
        )
    }
}

impl FromStr for RelativeDays {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|when| when.name() == name)
            .ok_or("is not one of the days that have a name")
    }
}

/// The hour from which it is evening.
const EVENING: Time = match Time::from_hms(17, 0, 0) {
    Ok(time) => time,
    Err(_) => Time::MIDNIGHT,
};

/// The days that a search names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhraseDays {
    /// Days that have a name, such as "this weekend".
    When(RelativeDays),
    /// A day of the week, such as "on Friday".
    Weekday(Weekday, WhichWeekday),
    /// A whole month, such as "in March" or "in March 2027". Without a year, this month or the next
    /// one with this name.
    Month(Month, Option<i32>),
}

impl PhraseDays {
    /// The first moment of these days and the first moment after them, by a local clock that shows
    /// the date `today`.
    #[must_use]
    pub fn span(self, today: Date) -> (PrimitiveDateTime, PrimitiveDateTime) {
        let (first, days) = match self {
            Self::When(when) => return when.span(today),
            Self::Weekday(weekday, which) => (which.day(weekday, today), 1),
            Self::Month(month, year) => {
                let is_over = u8::from(month) < u8::from(today.month());
                let year = year.unwrap_or(today.year() + i32::from(is_over));
                // Every month of these years has a first day.
                let first = Date::from_calendar_date(year, month, 1).unwrap_or(today);
                (first, i64::from(month.length(year)))
            }
        };
        (first.midnight(), (first + Duration::days(days)).midnight())
    }
}

/// Which of the days with the same name a search means. Languages differ: "vendredi prochain" is
/// the first Friday after today, and "next Friday" the one of next week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichWeekday {
    /// The first one from today on: "on Friday".
    FromToday,
    /// The first one after today: "vendredi prochain".
    AfterToday,
    /// The one of next week: "next Friday".
    NextWeek,
}

impl WhichWeekday {
    fn day(self, weekday: Weekday, today: Date) -> Date {
        match self {
            Self::FromToday if today.weekday() == weekday => today,
            Self::FromToday | Self::AfterToday => today.next_occurrence(weekday),
            Self::NextWeek => {
                monday(today) + Duration::days(7 + i64::from(weekday.number_days_from_monday()))
            }
        }
    }
}

/// The first day of the week.
fn monday(today: Date) -> Date {
    today - Duration::days(i64::from(today.weekday().number_days_from_monday()))
}
