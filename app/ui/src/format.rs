//! Formats times, money, counts, durations and letter case in the language of the page. The browser
//! has no time zone database, so every time carries its venue's UTC offset. It has no names of days
//! and months either, so only the server writes dates. The crate `translations` knows each
//! language's formats.

use domain::Money;
use time::{Date, OffsetDateTime, UtcOffset};
use translations::CalendarDay;

use crate::texts::page_language;

/// Converts `at` to local time at a venue that is `utc_offset_seconds` ahead of UTC.
#[must_use]
pub fn local(at: OffsetDateTime, utc_offset_seconds: i32) -> OffsetDateTime {
    UtcOffset::from_whole_seconds(utc_offset_seconds).map_or(at, |offset| at.to_offset(offset))
}

/// Converts to lower case. In the browser it calls JavaScript, since Rust's `to_lowercase` would
/// add Unicode tables to the WebAssembly.
#[must_use]
pub fn small_letters(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(target_arch = "wasm32"))]
    text.to_lowercase()
}

/// `19:30`.
#[must_use]
pub fn clock(at: OffsetDateTime) -> String {
    page_language().clock(at.hour(), at.minute())
}

/// `Fri 27 Nov`.
#[must_use]
pub fn short_day(at: OffsetDateTime) -> String {
    page_language().short_day(day(at.date()))
}

/// `Friday 27 November 2026`.
#[must_use]
pub fn long_day(at: OffsetDateTime) -> String {
    page_language().long_day(day(at.date()))
}

/// `Fri 27 Nov, 19:30`.
#[must_use]
pub fn short_moment(at: OffsetDateTime) -> String {
    page_language().day_and_clock(&short_day(at), &clock(at))
}

/// `Friday 27 November 2026, 19:30`.
#[must_use]
pub fn long_moment(at: OffsetDateTime) -> String {
    page_language().day_and_clock(&long_day(at), &clock(at))
}

/// `27 November`.
#[must_use]
pub fn day_of_month(at: OffsetDateTime) -> String {
    page_language().day_of_month(day(at.date()))
}

/// `Friday`.
#[must_use]
pub fn weekday(of: Date) -> &'static str {
    page_language().weekday(day(of).weekday)
}

/// The weekdays from Monday, each with its abbreviation: `Monday` and `Mon`.
#[must_use]
pub fn weekdays() -> [(&'static str, &'static str); 7] {
    let language = page_language();
    [0, 1, 2, 3, 4, 5, 6].map(|from_monday| {
        (
            language.weekday(from_monday),
            language.short_weekday(from_monday),
        )
    })
}

/// `November`.
#[must_use]
pub fn month(of: Date) -> &'static str {
    page_language().month(day(of).month)
}

/// `November 2026`.
#[must_use]
pub fn month_of_year(of: Date) -> String {
    page_language().month_of_year(day(of).month, of.year())
}

fn day(of: Date) -> CalendarDay {
    CalendarDay {
        weekday: of.weekday().number_days_from_monday(),
        day: of.day(),
        month: u8::from(of.month()),
        year: of.year(),
    }
}

/// `2026-11-27T19:30+02:00`, for the `datetime` of a `<time>`.
#[must_use]
pub fn machine(at: OffsetDateTime) -> String {
    let (hours, minutes, _) = at.offset().as_hms();
    let sign = if at.offset().is_negative() { '-' } else { '+' };
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    let (hour, minute) = (at.hour(), at.minute());
    format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}{sign}{:02}:{:02}",
        hours.unsigned_abs(),
        minutes.unsigned_abs()
    )
}

/// The UTC offset of a time, for readers: `UTC+2`, `UTC-3:30`, `UTC`.
#[must_use]
pub fn zone(at: OffsetDateTime) -> String {
    let (hours, minutes, _) = at.offset().as_hms();
    let sign = if at.offset().is_negative() { '-' } else { '+' };
    match (hours.unsigned_abs(), minutes.unsigned_abs()) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// `19:42:10 (UTC+2)`: a deadline, with the UTC offset for readers in other time zones.
#[must_use]
pub fn deadline(at: OffsetDateTime) -> String {
    let clock = page_language().clock_with_seconds(at.hour(), at.minute(), at.second());
    format!("{clock} ({})", zone(at))
}

/// `2 h 15 min`.
#[must_use]
pub fn duration(minutes: u32) -> String {
    page_language().duration(minutes)
}

/// `€45.50`.
#[must_use]
pub fn money(price: Money) -> String {
    page_language().amount(&price.digits(), price.currency.unit())
}

/// `17,842`.
#[must_use]
pub fn thousands(number: u32) -> String {
    page_language().digits(number)
}

/// A town and, if known, its country: `Lahti, Finland`.
#[must_use]
pub fn town(city: &str, code: &str) -> String {
    if code.is_empty() {
        city.to_owned()
    } else {
        format!("{city}, {}", country(code))
    }
}

/// The name of a country, or its code if the translations lack it.
#[must_use]
pub fn country(code: &str) -> String {
    page_language().country(code).unwrap_or(code).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evening() -> OffsetDateTime {
        // 27 November 2026, 17:30 UTC.
        local(
            OffsetDateTime::from_unix_timestamp(1_795_800_600).expect("a time"),
            7200,
        )
    }

    #[test]
    fn times_are_local_to_the_venue() {
        assert_eq!(clock(evening()), "19:30");
        assert_eq!(short_day(evening()), "Fri 27 Nov");
        assert_eq!(long_day(evening()), "Friday 27 November 2026");
        assert_eq!(machine(evening()), "2026-11-27T19:30+02:00");
        assert_eq!(deadline(evening()), "19:30:00 (UTC+2)");
    }

    #[test]
    fn a_deadline_has_the_clock_format_of_the_page_and_the_offset_of_the_venue() {
        use leptos::prelude::{Owner, provide_context};

        use crate::texts::Language;

        let said = |language: Language, offset| {
            Owner::new().with(|| {
                provide_context(language);
                deadline(local(evening(), offset))
            })
        };
        assert_eq!(said(Language::Finnish, 7200), "19.30.00 (UTC+2)");
        assert_eq!(said(Language::French, -12_600), "14:00:00 (UTC-3:30)");
    }

    #[test]
    fn a_page_formats_dates_numbers_and_money_in_its_language() {
        use leptos::prelude::{Owner, provide_context};

        use crate::texts::Language;

        let owner = Owner::new();
        owner.with(|| {
            provide_context(Language::German);
            assert_eq!(long_day(evening()), "Freitag, 27. November 2026");
            assert_eq!(
                money(Money::new(123_450, domain::Currency::EUR)),
                "1234,50\u{a0}€"
            );
            assert_eq!(
                (thousands(17_842), duration(135), country("FI")),
                (
                    "17.842".to_owned(),
                    "2 Std. 15 Min.".to_owned(),
                    "Finnland".to_owned()
                )
            );
            assert_eq!(crate::address::site_path("/venues"), "/de/venues");
        });
    }

    #[test]
    fn offsets_west_of_greenwich_are_negative() {
        assert_eq!(machine(local(evening(), -12_600)), "2026-11-27T14:00-03:30");
    }

    #[test]
    fn a_zone_is_written_as_its_offset_from_utc() {
        let zone = |offset| zone(local(evening(), offset));
        assert_eq!(
            [zone(7200), zone(0), zone(-12_600), zone(-18_000)],
            ["UTC+2", "UTC", "UTC-3:30", "UTC-5"]
        );
    }

    #[test]
    fn numbers_are_grouped_by_three_digits() {
        assert_eq!(thousands(1_000_000), "1,000,000");
    }

    #[test]
    fn durations_are_hours_and_minutes() {
        assert_eq!(duration(45), "45 min");
        assert_eq!(duration(120), "2 h");
        assert_eq!(duration(135), "2 h 15 min");
    }
}
