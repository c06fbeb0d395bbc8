//! Moments in JSON: RFC 3339, as in `2026-11-27T17:30:00Z`.
//!
//! The `time` crate could read and write them too. But its code for all other formats would enlarge
//! the download of each page.

use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// Writes a moment.
///
/// # Errors
/// The serializer failed.
pub fn serialize<S: Serializer>(moment: &OffsetDateTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&text(*moment))
}

/// Reads a moment.
///
/// # Errors
/// The text is not a moment.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OffsetDateTime, D::Error> {
    let text = String::deserialize(deserializer)?;
    read(text.as_bytes()).ok_or_else(|| D::Error::custom(NOT_A_MOMENT))
}

/// Moments that may be null.
pub mod option {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de::Error as _};
    use time::OffsetDateTime;

    /// Writes a moment, or `null`.
    ///
    /// # Errors
    /// The serializer failed.
    pub fn serialize<S: Serializer>(
        moment: &Option<OffsetDateTime>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        moment.map(super::text).serialize(serializer)
    }

    /// Reads a moment, or `null`.
    ///
    /// # Errors
    /// The text is not a moment.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<OffsetDateTime>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| {
            super::read(text.as_bytes()).ok_or_else(|| D::Error::custom(super::NOT_A_MOMENT))
        })
        .transpose()
    }
}

/// The moment of a text. None if it is not a moment.
#[must_use]
pub fn parse(text: &str) -> Option<OffsetDateTime> {
    read(text.as_bytes())
}

const NOT_A_MOMENT: &str = "not a moment as RFC 3339 writes it";

/// The moment as RFC 3339 writes it, with its own offset.
#[must_use]
pub fn text(moment: OffsetDateTime) -> String {
    let (date, time) = (moment.date(), moment.time());
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    let mut written = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if nanosecond > 0 {
        written.push_str(format!(".{nanosecond:09}").trim_end_matches('0'));
    }
    match moment.offset().as_hms() {
        (0, 0, _) => written.push('Z'),
        (hours, minutes, _) => {
            let sign = if moment.offset().is_negative() {
                '-'
            } else {
                '+'
            };
            written.push_str(&format!(
                "{sign}{:02}:{:02}",
                hours.unsigned_abs(),
                minutes.unsigned_abs()
            ));
        }
    }
    written
}

fn read(text: &[u8]) -> Option<OffsetDateTime> {
    let (
        &[
            y1,
            y2,
            y3,
            y4,
            b'-',
            m1,
            m2,
            b'-',
            d1,
            d2,
            b'T' | b't',
            h1,
            h2,
            b':',
            n1,
            n2,
            b':',
            s1,
            s2,
        ],
        rest,
    ) = text.split_first_chunk::<19>()?
    else {
        return None;
    };
    let (nanosecond, rest) = fraction(rest)?;
    let month = Month::try_from(number(&[m1, m2])? as u8).ok()?;
    let date = Date::from_calendar_date(
        number(&[y1, y2, y3, y4])? as i32,
        month,
        number(&[d1, d2])? as u8,
    )
    .ok()?;
    let time = Time::from_hms_nano(
        number(&[h1, h2])? as u8,
        number(&[n1, n2])? as u8,
        number(&[s1, s2])? as u8,
        nanosecond,
    )
    .ok()?;
    Some(PrimitiveDateTime::new(date, time).assume_offset(offset(rest)?))
}

/// The decimals after the seconds in nanoseconds (`.25`), and the rest of the text.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let [b'.', digits @ ..] = text else {
        return Some((0, text));
    };
    let count = digits
        .iter()
        .take_while(|digit| digit.is_ascii_digit())
        .count();
    let (digits, rest) = digits.split_at(count);
    let kept = &digits[..count.min(9)];
    let nanoseconds = number(kept)?.checked_mul(10_u32.pow(9 - kept.len() as u32))?;
    (count > 0).then_some((nanoseconds, rest))
}

/// `Z`, or `+02:00`.
fn offset(text: &[u8]) -> Option<UtcOffset> {
    match *text {
        [b'Z' | b'z'] => Some(UtcOffset::UTC),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let seconds = (number(&[h1, h2])? * 60 + number(&[m1, m2])?) as i32 * 60;
            UtcOffset::from_whole_seconds(if sign == b'-' { -seconds } else { seconds }).ok()
        }
        _ => None,
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + u32::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use time::format_description::well_known::Rfc3339;

    use super::*;

    #[test]
    fn reads_and_writes_as_time_does() {
        for text in [
            "2026-11-27T17:30:00Z",
            "2026-11-27T19:30:00+02:00",
            "1999-12-31t23:59:59.999999999z",
            "2024-02-29T00:00:00.5-03:30",
            "0000-01-01T00:00:00Z",
        ] {
            let moment = OffsetDateTime::parse(text, &Rfc3339).expect("a moment");
            assert_eq!(read(text.as_bytes()), Some(moment), "{text}");
            assert_eq!(
                super::text(moment),
                moment.format(&Rfc3339).expect("can be written")
            );
        }
    }

    #[test]
    fn refuses_texts_that_are_no_moments() {
        for text in [
            "",
            "2026-11-27",
            "2026-11-27 17:30:00Z",
            "2026-11-27T17:30:00",
            "2026-11-27T17:30:00.Z",
            "2026-13-27T17:30:00Z",
            "2025-02-29T00:00:00Z",
            "2026-11-27T24:30:00Z",
            "2026-11-27T17:30:00+2:00",
            "2026-11-27T17:30:00Zulu",
            "２026-11-27T17:30Z",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }
}
