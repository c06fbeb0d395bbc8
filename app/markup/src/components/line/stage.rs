//! The stage of a line, in words.

use domain::waiting::{FanStanding, FanState, LineNow, RoomReason, RoomState};
use time::OffsetDateTime;
use ui::format;

use crate::texts::LineTexts;

/// The stage of a line, as its page distinguishes it. `stageOf` in `line.js` has the same rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineStage {
    /// Nobody needs to wait.
    Off,
    /// Fans cannot join yet.
    Planned,
    /// Fans join before the opening.
    Gathering,
    /// The draw is closed, without a result yet.
    Sealed,
    /// The draw has a result. Sales have not opened.
    Drawn,
    /// Places are called.
    Open,
    /// Sales have opened, but the draw has no result.
    Late,
    /// An operator paused the line.
    Operator,
    /// An operator paused the sale.
    Sale,
    /// The database does not respond.
    Unreachable,
    /// All seats are taken, but some may be released.
    Empty,
    /// Every seat is sold.
    SoldOut,
    /// The sale has ended.
    Ended,
    /// The event is cancelled.
    Cancelled,
}

/// Times of a line, as "18:58 (UTC+2)".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineTimes {
    /// When sales open.
    pub opens: String,
    /// When the draw closes; none for a line in order of arrival.
    pub draw: Option<String>,
}

/// A heading, and what it means for the fan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageWords {
    /// The heading.
    pub heading: String,
    /// One or two sentences.
    pub words: String,
}

impl LineTimes {
    /// The times in the time zone of a venue that is `utc_offset_seconds` ahead of UTC.
    #[must_use]
    pub fn of(now: &LineNow, utc_offset_seconds: i32) -> Self {
        let clock = |at| clock_and_zone(at, utc_offset_seconds);
        Self {
            opens: clock(now.opens_at),
            draw: now.draw.as_ref().map(|draw| clock(draw.closes_at)),
        }
    }
}

/// `18:58 (UTC+2)`. An event has the UTC offset of its own day, but a line may open on the other
/// side of a change to summer time. Naming the offset keeps the time unambiguous. `line.js` shows
/// times in the fan's time zone.
#[must_use]
pub fn clock_and_zone(at: OffsetDateTime, utc_offset_seconds: i32) -> String {
    let at = format::local(at, utc_offset_seconds);
    format!("{} ({})", format::clock(at), format::zone(at))
}

/// How long the fan can still take the turn, and until when. `headline` in `line.js` has the same
/// rule.
fn turn_words(
    texts: &LineTexts,
    until: Option<OffsetDateTime>,
    at: OffsetDateTime,
    utc_offset_seconds: i32,
) -> String {
    /// Up to this many seconds, the time is written in seconds.
    const SHORT: i64 = 120;

    let Some(until) = until else {
        return texts.turn_words();
    };
    let seconds = (until - at).whole_seconds();
    if seconds < 2 {
        return texts.turn_missed();
    }
    let left = match u32::try_from(seconds / 60) {
        Ok(minutes) if seconds > SHORT => format::duration(minutes),
        _ => texts.seconds(&seconds.to_string()),
    };
    let until = format::local(until, utc_offset_seconds);
    let clock = texts
        .language()
        .clock_with_seconds(until.hour(), until.minute(), until.second());
    texts.turn_until(&left, &format!("{clock} ({})", format::zone(until)))
}

impl LineStage {
    /// All stages.
    pub const ALL: [Self; 14] = [
        Self::Off,
        Self::Planned,
        Self::Gathering,
        Self::Sealed,
        Self::Drawn,
        Self::Open,
        Self::Late,
        Self::Operator,
        Self::Sale,
        Self::Unreachable,
        Self::Empty,
        Self::SoldOut,
        Self::Ended,
        Self::Cancelled,
    ];

    /// The stage of a line.
    #[must_use]
    pub fn of(now: &LineNow) -> Self {
        let is_drawn = now.draw.as_ref().is_some_and(|draw| draw.value.is_some());
        match (now.state, now.reason) {
            (RoomState::Off, _) => Self::Off,
            (RoomState::Planned, _) => Self::Planned,
            (RoomState::Gathering, _) => Self::Gathering,
            (RoomState::Sealed, _) if is_drawn => Self::Drawn,
            (RoomState::Sealed, _) => Self::Sealed,
            (RoomState::Open, _) => Self::Open,
            (RoomState::Empty, _) => Self::Empty,
            (RoomState::Paused, Some(RoomReason::Draw)) => Self::Late,
            (RoomState::Paused, Some(RoomReason::Sale)) => Self::Sale,
            (RoomState::Paused, Some(RoomReason::Unreachable)) => Self::Unreachable,
            (RoomState::Paused, _) => Self::Operator,
            (RoomState::Over, Some(RoomReason::SoldOut)) => Self::SoldOut,
            (RoomState::Over, Some(RoomReason::Cancelled)) => Self::Cancelled,
            (RoomState::Over, _) => Self::Ended,
        }
    }

    /// Its name in the page: the state or the reason in `queue/now`, or `drawn`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Planned => "planned",
            Self::Gathering => "gathering",
            Self::Sealed => "sealed",
            Self::Drawn => "drawn",
            Self::Open => "open",
            Self::Late => "draw",
            Self::Operator => "operator",
            Self::Sale => "sale",
            Self::Unreachable => "unreachable",
            Self::Empty => "empty",
            Self::SoldOut => "sold_out",
            Self::Ended => "ended",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether fans can join.
    #[must_use]
    pub fn takes_fans(self) -> bool {
        !matches!(
            self,
            Self::Off | Self::Planned | Self::SoldOut | Self::Ended | Self::Cancelled
        )
    }

    /// The stage in words, for a fan who has joined the line or not.
    #[must_use]
    pub fn words(self, texts: &LineTexts, times: &LineTimes, is_joined: bool) -> StageWords {
        let (heading, words) = match self {
            Self::Off => (texts.off(), texts.off_words()),
            Self::Planned => (texts.planned(), texts.planned_words()),
            Self::Gathering => {
                let heading = if is_joined {
                    texts.gathering_joined()
                } else {
                    texts.gathering()
                };
                let words = times.draw.as_ref().map_or_else(
                    || texts.gathering_order(&times.opens),
                    |at| texts.gathering_draw(at),
                );
                (heading, words)
            }
            Self::Sealed => (texts.sealed(), texts.sealed_words()),
            Self::Drawn => (texts.drawn(), texts.drawn_words(&times.opens)),
            Self::Open => (texts.open(), texts.open_words()),
            Self::Late => (texts.late(), texts.late_words()),
            Self::Operator => (texts.operator(), texts.operator_words()),
            Self::Sale => (texts.sale(), texts.sale_words()),
            Self::Unreachable => (texts.unreachable(), texts.unreachable_words()),
            Self::Empty => (texts.empty(), texts.empty_words()),
            Self::SoldOut => (texts.sold_out(), texts.sold_out_words()),
            Self::Ended => (texts.ended(), texts.ended_words()),
            Self::Cancelled => (texts.cancelled(), texts.cancelled_words()),
        };
        StageWords { heading, words }
    }

    /// The headline of the page: the fan's own turn takes precedence over the stage. `at` is when
    /// the fan reads it.
    #[must_use]
    pub fn headline(
        self,
        texts: &LineTexts,
        times: &LineTimes,
        standing: Option<&FanStanding>,
        at: OffsetDateTime,
        utc_offset_seconds: i32,
    ) -> StageWords {
        match standing {
            Some(standing) if standing.state == FanState::Admitted => {
                let until = standing
                    .inside_until
                    .map(|until| clock_and_zone(until, utc_offset_seconds));
                let words =
                    until.map_or_else(|| texts.inside_words(), |until| texts.inside_until(&until));
                StageWords {
                    heading: texts.inside(),
                    words,
                }
            }
            Some(standing) if standing.ended && self.takes_fans() => StageWords {
                heading: texts.time_over(),
                words: texts.time_over_words(),
            },
            Some(standing) if standing.claim && !standing.ended => StageWords {
                heading: texts.turn(),
                words: turn_words(texts, standing.turn_until, at, utc_offset_seconds),
            },
            standing => self.words(
                texts,
                times,
                standing.is_some_and(|standing| !standing.ended),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::texts::Language;

    #[test]
    fn each_stage_has_a_different_name_and_heading() {
        let texts = LineTexts::of(Language::English);
        let times = LineTimes {
            opens: "19:00".to_owned(),
            draw: Some("18:58".to_owned()),
        };
        let mut names: Vec<&str> = LineStage::ALL.map(LineStage::as_str).to_vec();
        let mut headings: Vec<String> = LineStage::ALL
            .map(|stage| stage.words(&texts, &times, false).heading)
            .to_vec();
        names.sort_unstable();
        names.dedup();
        headings.sort_unstable();
        headings.dedup();
        assert_eq!(
            (names.len(), headings.len()),
            (LineStage::ALL.len(), LineStage::ALL.len())
        );
        let gathering = LineStage::Gathering.words(&texts, &times, true);
        assert_eq!(
            gathering.words,
            "The draw is at 18:58. It does not matter when you join before that."
        );
    }

    #[test]
    fn a_fan_at_the_turn_reads_its_deadline() {
        let texts = LineTexts::of(Language::English);
        let times = LineTimes {
            opens: "19:00".to_owned(),
            draw: None,
        };
        let until = OffsetDateTime::from_unix_timestamp(1_795_800_605).expect("a time");
        let mut standing = FanStanding {
            claim: true,
            turn_until: Some(until),
            ..FanStanding::new(FanState::Waiting)
        };
        let before = |standing: &FanStanding, seconds| {
            LineStage::Open.headline(
                &texts,
                &times,
                Some(standing),
                until - time::Duration::seconds(seconds),
                7200,
            )
        };
        let told = |left: &str| {
            format!(
                "You have {left} to take your turn, until 19:30:05 (UTC+2). If you miss it, you wait at the front of the line."
            )
        };
        let said = [600, 121, 120, 2].map(|seconds| before(&standing, seconds).words);
        assert_eq!(
            said,
            ["10 min", "2 min", "120 seconds", "2 seconds"].map(told)
        );
        let missed = "The time to take your turn is over. You keep your place at the front of the line: \
                      choose seats, and you come in when there is room.";
        assert_eq!(
            [before(&standing, 1).words, before(&standing, -60).words],
            [missed, missed]
        );
        standing.turn_until = None;
        assert_eq!(before(&standing, 0).heading, "It is your turn");
        standing.claim = false;
        assert_eq!(before(&standing, 0).heading, "The line is moving");
    }

    #[test]
    fn a_fan_inside_reads_the_deadline_and_later_that_the_time_is_over() {
        let texts = LineTexts::of(Language::English);
        let times = LineTimes {
            opens: "19:00".to_owned(),
            draw: None,
        };
        let until = OffsetDateTime::from_unix_timestamp(1_795_800_605).expect("a time");
        let said = |stage: LineStage, standing: &FanStanding| {
            stage.headline(&texts, &times, Some(standing), until, 7200)
        };
        let inside = FanStanding {
            inside_until: Some(until),
            ..FanStanding::new(FanState::Admitted)
        };
        assert_eq!(
            said(LineStage::Open, &inside).words,
            "You have until 19:30 (UTC+2). When you have paid, or leave, the next fan comes in."
        );
        let ended = FanStanding {
            ended: true,
            claim: true,
            ..FanStanding::new(FanState::Waiting)
        };
        assert_eq!(
            said(LineStage::Open, &ended).heading,
            "Your time inside is over"
        );
        assert_eq!(
            said(LineStage::SoldOut, &ended).heading,
            "Everything is sold"
        );
    }
}
