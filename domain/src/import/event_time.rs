//! Times in files: every form of ISO 8601 that has a day and an hour.

use time::{OffsetDateTime, PrimitiveDateTime, UtcOffset, format_description::well_known::Iso8601};

use super::reader::{Node, short};
use crate::moment;

/// The years in which events and openings of sales can be. Other years are typing errors, and some
/// do not exist in every time zone.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2199;

/// A time in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventTime {
    /// Local time at the venue, to the second.
    Wall(PrimitiveDateTime),
    /// A time with its offset from UTC.
    Instant(OffsetDateTime),
}

/// Reads a time. `2027-03-05T19:30` is local time at the venue; with `Z` or `+02:00` it is an
/// instant.
pub(super) fn read(node: &Node<'_>) -> Option<EventTime> {
    let text = node.words()?;
    let Some(time) = parse(text) else {
        node.fault(format!(
            "this must be a time such as 2027-03-05T19:30 (the clock at the venue) or 2027-03-05T19:30:00+02:00, not `{}`",
            short(text)
        ));
        return None;
    };
    let year = match time {
        EventTime::Wall(wall) => wall.year(),
        EventTime::Instant(instant) => instant.year(),
    };
    if !YEARS.contains(&year) {
        node.fault(format!(
            "this must be a time in the years {} to {}, not in the year {year}",
            YEARS.start(),
            YEARS.end()
        ));
        return None;
    }
    Some(time)
}

fn parse(text: &str) -> Option<EventTime> {
    // RFC 3339 allows a space or a small letter between day and time. ISO 8601 does not.
    let text = text.replacen([' ', 't'], "T", 1).replace('z', "Z");
    let (_, clock) = text.split_once('T')?;
    // The parser of local times ignores an offset. This check keeps such a time from losing its
    // offset.
    if clock.contains(['Z', '+', '-', '−']) {
        let instant = OffsetDateTime::parse(&text.replace('−', "-"), &Iso8601::DEFAULT).ok()?;
        return Some(EventTime::Instant(instant.replace_nanosecond(0).ok()?));
    }
    let wall = PrimitiveDateTime::parse(&text, &Iso8601::DEFAULT).ok()?;
    Some(EventTime::Wall(wall.replace_nanosecond(0).ok()?))
}

/// The instant that a local time means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WallInstant {
    /// The instant.
    pub at: OffsetDateTime,
    /// A remark for the operator: the clock shows this time twice.
    pub note: Option<String>,
}

/// The instant of a local time. `instants` has every instant at which the venue's clock shows this
/// time: one on most days, none in the hour that is skipped in spring, two in the hour that is
/// repeated in autumn. If there are two, the first counts.
///
/// # Errors
/// The clock never shows this time. The text says which times to give instead.
pub fn wall_instant(
    wall: PrimitiveDateTime,
    timezone: &str,
    mut instants: Vec<OffsetDateTime>,
) -> Result<WallInstant, String> {
    instants.sort_unstable();
    instants.dedup();
    let shown = |instant: OffsetDateTime| {
        let seconds = (wall.assume_utc() - instant).whole_seconds();
        let offset = i32::try_from(seconds)
            .ok()
            .and_then(|seconds| UtcOffset::from_whole_seconds(seconds).ok());
        moment::text(offset.map_or(instant, |offset| instant.to_offset(offset)))
    };
    match instants[..] {
        [] => {
            let never = moment::text(wall.assume_utc());
            let never = never.trim_end_matches('Z');
            Err(format!(
                "the clock in {timezone} never shows {never}: it is put forward then. Give a time before or after that hour"
            ))
        }
        [at] => Ok(WallInstant { at, note: None }),
        [at, second, ..] => {
            let what = format!(
                "the clock in {timezone} shows this time twice. It is taken to be the first, {}; the second is {}",
                shown(at),
                shown(second)
            );
            Ok(WallInstant {
                at,
                note: Some(what),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn an_offset_counts_in_every_form_of_iso_8601() {
        let instant = EventTime::Instant(datetime!(2027-07-05 19:30 UTC));
        for text in [
            "2027-07-05T19:30+00:00",
            "2027-07-05T19:30Z",
            "2027-07-05t19:30:00z",
            "2027-07-05 19:30:00.25Z",
            "2027-07-05T22:30+03",
            "2027-07-05T22:30:00+03:00",
            "20270705T193000Z",
            "20270705T2230+0300",
            "2027-07-05T14:30-05:00",
            "2027-07-05T14:30−05:00",
            "2027-186T19:30Z",
            "2027-W27-1T19:30Z",
        ] {
            let found = parse(text);
            assert!(
                matches!((found, instant), (Some(EventTime::Instant(one)), EventTime::Instant(other)) if one == other),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn a_time_without_an_offset_is_local_time() {
        for text in [
            "2027-07-05T19:30",
            "2027-07-05 19:30",
            "2027-07-05T19:30:00",
            "20270705T1930",
            "2027-W27-1T19:30",
        ] {
            assert_eq!(
                parse(text),
                Some(EventTime::Wall(datetime!(2027-07-05 19:30))),
                "{text}"
            );
        }
    }

    #[test]
    fn a_text_that_is_no_time_is_refused() {
        for text in [
            "",
            "tomorrow",
            "2027-07-05",
            "2027-02-30T19:30",
            "2027-07-05T25:00",
            "2027-07-05T19:30+",
            "2027-07-05T19:30+99:00",
            "T19:30",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_skipped_local_time_is_an_error_and_a_repeated_one_a_note() {
        let gap = datetime!(2027-03-28 03:30);
        let error =
            wall_instant(gap, "Europe/Helsinki", vec![]).expect_err("there is no such time");
        assert!(
            error.contains("never shows 2027-03-28T03:30:00:"),
            "{error}"
        );
        let twice = datetime!(2027-10-31 03:30);
        let instants = vec![
            datetime!(2027-10-31 01:30 UTC),
            datetime!(2027-10-31 00:30 UTC),
        ];
        let found = wall_instant(twice, "Europe/Helsinki", instants).expect("the first of two");
        assert_eq!(found.at, datetime!(2027-10-31 00:30 UTC));
        let note = found.note.expect("a note");
        assert!(
            note.contains("2027-10-31T03:30:00+03:00")
                && note.contains("2027-10-31T03:30:00+02:00"),
            "{note}"
        );
        let usual = wall_instant(
            datetime!(2027-07-05 19:30),
            "Europe/Helsinki",
            vec![datetime!(2027-07-05 16:30 UTC); 2],
        );
        assert_eq!(
            usual,
            Ok(WallInstant {
                at: datetime!(2027-07-05 16:30 UTC),
                note: None
            })
        );
    }
}
