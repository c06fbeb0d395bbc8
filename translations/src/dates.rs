//! Days and times in each language: the forms of Unicode CLDR, shortened if a page has little room.
//!
//! Only the server uses these names, because it writes all days of a page.

use crate::Language;

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarDay {
    /// Days since Monday, 0 to 6.
    pub weekday: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Month of the year, 1 to 12.
    pub month: u8,
    /// The year.
    pub year: i32,
}

type DateNames = [&'static str; 12];
type Weekdays = [&'static str; 7];

/// The days of the week from Monday, in full and short.
const fn weekdays(language: Language) -> (Weekdays, Weekdays) {
    match language {
        Language::German => (
            [
                "Montag",
                "Dienstag",
                "Mittwoch",
                "Donnerstag",
                "Freitag",
                "Samstag",
                "Sonntag",
            ],
            ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."],
        ),
        Language::English => (
            [
                "Monday",
                "Tuesday",
                "Wednesday",
                "Thursday",
                "Friday",
                "Saturday",
                "Sunday",
            ],
            ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        ),
        Language::French => (
            [
                "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
            ],
            ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
        ),
        Language::Portuguese => (
            [
                "segunda-feira",
                "terça-feira",
                "quarta-feira",
                "quinta-feira",
                "sexta-feira",
                "sábado",
                "domingo",
            ],
            ["seg.", "ter.", "qua.", "qui.", "sex.", "sáb.", "dom."],
        ),
        Language::Finnish => (
            [
                "maanantai",
                "tiistai",
                "keskiviikko",
                "torstai",
                "perjantai",
                "lauantai",
                "sunnuntai",
            ],
            ["ma", "ti", "ke", "to", "pe", "la", "su"],
        ),
        Language::Swedish => (
            [
                "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
            ],
            ["mån", "tis", "ons", "tors", "fre", "lör", "sön"],
        ),
    }
}

/// The months of the year, in full and short. Finnish uses numbers as short forms.
const fn months(language: Language) -> (DateNames, DateNames) {
    match language {
        Language::German => (
            [
                "Januar",
                "Februar",
                "März",
                "April",
                "Mai",
                "Juni",
                "Juli",
                "August",
                "September",
                "Oktober",
                "November",
                "Dezember",
            ],
            [
                "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.",
                "Nov.", "Dez.",
            ],
        ),
        Language::English => (
            [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ],
            [
                "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
            ],
        ),
        Language::French => (
            [
                "janvier",
                "février",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "août",
                "septembre",
                "octobre",
                "novembre",
                "décembre",
            ],
            [
                "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.",
                "nov.", "déc.",
            ],
        ),
        Language::Portuguese => (
            [
                "janeiro",
                "fevereiro",
                "março",
                "abril",
                "maio",
                "junho",
                "julho",
                "agosto",
                "setembro",
                "outubro",
                "novembro",
                "dezembro",
            ],
            [
                "jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.",
                "nov.", "dez.",
            ],
        ),
        Language::Finnish => (
            [
                "tammikuu",
                "helmikuu",
                "maaliskuu",
                "huhtikuu",
                "toukokuu",
                "kesäkuu",
                "heinäkuu",
                "elokuu",
                "syyskuu",
                "lokakuu",
                "marraskuu",
                "joulukuu",
            ],
            [
                "1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.", "9.", "10.", "11.", "12.",
            ],
        ),
        Language::Swedish => (
            [
                "januari",
                "februari",
                "mars",
                "april",
                "maj",
                "juni",
                "juli",
                "augusti",
                "september",
                "oktober",
                "november",
                "december",
            ],
            [
                "jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.",
                "nov.", "dec.",
            ],
        ),
    }
}

impl Language {
    /// `Friday`, by its days since Monday.
    #[must_use]
    pub fn weekday(self, from_monday: u8) -> &'static str {
        weekdays(self).0[usize::from(from_monday % 7)]
    }

    /// `Fri`, by its days since Monday.
    #[must_use]
    pub fn short_weekday(self, from_monday: u8) -> &'static str {
        weekdays(self).1[usize::from(from_monday % 7)]
    }

    /// `November`, by its number from 1 to 12.
    #[must_use]
    pub fn month(self, number: u8) -> &'static str {
        months(self).0[place(number)]
    }

    /// `November 2026`.
    #[must_use]
    pub fn month_of_year(self, number: u8, year: i32) -> String {
        let month = self.month(number);
        if self == Self::Portuguese {
            format!("{month} de {year}")
        } else {
            format!("{month} {year}")
        }
    }

    /// `27 November`.
    #[must_use]
    pub fn day_of_month(self, CalendarDay { day, month, .. }: CalendarDay) -> String {
        let name = self.month(month);
        match self {
            Self::English | Self::Swedish => format!("{day} {name}"),
            Self::German => format!("{day}. {name}"),
            Self::French if day == 1 => format!("1er {name}"),
            Self::French => format!("{day} {name}"),
            Self::Portuguese => format!("{day} de {name}"),
            Self::Finnish => format!("{day}. {name}ta"),
        }
    }

    /// `Friday 27 November 2026`.
    #[must_use]
    pub fn long_day(self, at: CalendarDay) -> String {
        let (weekday, day, year) = (self.weekday(at.weekday), self.day_of_month(at), at.year);
        match self {
            Self::German => format!("{weekday}, {day} {year}"),
            Self::Portuguese => format!("{weekday}, {day} de {year}"),
            Self::English | Self::French | Self::Finnish | Self::Swedish => {
                format!("{weekday} {day} {year}")
            }
        }
    }

    /// `Fri 27 Nov`.
    #[must_use]
    pub fn short_day(self, at: CalendarDay) -> String {
        let weekday = self.short_weekday(at.weekday);
        let (day, month) = (at.day, months(self).1[place(at.month)]);
        match self {
            Self::German => format!("{weekday}, {day}. {month}"),
            Self::Finnish => format!("{weekday} {day}.{month}"),
            Self::English | Self::French | Self::Portuguese | Self::Swedish => {
                format!("{weekday} {day} {month}")
            }
        }
    }

    /// `19:30`.
    #[must_use]
    pub fn clock(self, hour: u8, minute: u8) -> String {
        let mark = self.clock_mark();
        format!("{hour:02}{mark}{minute:02}")
    }

    /// `Fri 27 Nov, 19:30`, from a day and a time in this language.
    #[must_use]
    pub fn day_and_clock(self, day: &str, clock: &str) -> String {
        if self == Self::Finnish {
            format!("{day} klo {clock}")
        } else {
            format!("{day}, {clock}")
        }
    }

    /// `17:42:10`.
    #[must_use]
    pub fn clock_with_seconds(self, hour: u8, minute: u8, second: u8) -> String {
        let mark = self.clock_mark();
        format!("{hour:02}{mark}{minute:02}{mark}{second:02}")
    }

    /// The mark between hours and minutes.
    const fn clock_mark(self) -> char {
        if matches!(self, Self::Finnish) {
            '.'
        } else {
            ':'
        }
    }

    /// `2 h 15 min`.
    #[must_use]
    pub fn duration(self, minutes: u32) -> String {
        let (hour, minute) = match self {
            Self::German => ("Std.", "Min."),
            Self::Finnish => ("t", "min"),
            Self::Swedish => ("tim", "min"),
            Self::English | Self::French | Self::Portuguese => ("h", "min"),
        };
        match (minutes / 60, minutes % 60) {
            (0, minutes) => format!("{minutes} {minute}"),
            (hours, 0) => format!("{hours} {hour}"),
            (hours, minutes) => format!("{hours} {hour} {minutes} {minute}"),
        }
    }
}

/// The index of a month in a list of twelve.
fn place(number: u8) -> usize {
    usize::from(number.clamp(1, 12)) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENING: CalendarDay = CalendarDay {
        weekday: 4,
        day: 27,
        month: 11,
        year: 2026,
    };

    #[test]
    fn a_day_has_the_form_of_its_language() {
        assert_eq!(
            Language::ALL.map(|language| language.long_day(EVENING)),
            [
                "Freitag, 27. November 2026",
                "Friday 27 November 2026",
                "vendredi 27 novembre 2026",
                "sexta-feira, 27 de novembro de 2026",
                "perjantai 27. marraskuuta 2026",
                "fredag 27 november 2026",
            ]
        );
        assert_eq!(
            Language::ALL.map(|language| language.short_day(EVENING)),
            [
                "Fr., 27. Nov.",
                "Fri 27 Nov",
                "ven. 27 nov.",
                "sex. 27 nov.",
                "pe 27.11.",
                "fre 27 nov."
            ]
        );
        let first = CalendarDay { day: 1, ..EVENING };
        assert_eq!(Language::French.day_of_month(first), "1er novembre");
    }

    #[test]
    fn a_month_without_a_day_has_its_own_form() {
        let months = [Language::English, Language::Finnish, Language::Portuguese]
            .map(|language| language.month_of_year(11, 2026));
        assert_eq!(
            months,
            ["November 2026", "marraskuu 2026", "novembro de 2026"]
        );
        assert_eq!(Language::Swedish.weekday(6), "söndag");
    }

    #[test]
    fn finnish_times_have_a_point() {
        let clocks = [Language::English, Language::Finnish]
            .map(|language| (language.clock(9, 5), language.clock_with_seconds(9, 5, 0)));
        assert_eq!(
            clocks,
            [("09:05", "09:05:00"), ("09.05", "09.05.00")]
                .map(|(short, long)| (short.to_owned(), long.to_owned()))
        );
    }

    #[test]
    fn a_time_follows_its_day_as_the_language_writes_it() {
        let moments = [Language::English, Language::Finnish].map(|language| {
            language.day_and_clock(&language.short_day(EVENING), &language.clock(19, 0))
        });
        assert_eq!(moments, ["Fri 27 Nov, 19:00", "pe 27.11. klo 19.00"]);
    }

    #[test]
    fn durations_are_hours_and_minutes() {
        assert_eq!(
            [45, 120, 135].map(|minutes| Language::English.duration(minutes)),
            ["45 min", "2 h", "2 h 15 min"]
        );
        assert_eq!(Language::German.duration(135), "2 Std. 15 Min.");
    }
}
