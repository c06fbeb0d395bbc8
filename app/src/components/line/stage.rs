//! What a line does at the moment, in words.

use domain::waiting::{FanStanding, FanState, LineNow, RoomReason, RoomState};

use crate::{format, texts::LineTexts};

/// What a line does, as far as its page tells it apart. `stageOf` in `line.js` is the same rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineStage {
    /// Nobody needs to wait.
    Off,
    /// Nobody can join yet.
    Planned,
    /// Fans join before the opening.
    Gathering,
    /// The draw is closed, and has no result.
    Sealed,
    /// The draw has a result. Sales have not opened.
    Drawn,
    /// Places are called.
    Open,
    /// Sales have opened, and the draw has no result.
    Late,
    /// An operator paused the line.
    Operator,
    /// An operator paused the sale.
    Sale,
    /// The database does not answer.
    Unreachable,
    /// Every seat is taken, and some may come back.
    Empty,
    /// Every seat is sold.
    SoldOut,
    /// The sale has ended.
    Ended,
    /// The event is cancelled.
    Cancelled,
}

/// The times of a line on the clock of the venue's wall: "18:58".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineTimes {
    /// When sales open.
    pub opens: String,
    /// When the draw closes; none where places are given in order of arrival.
    pub draw: Option<String>,
}

/// A heading, and what it means for the fan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageWords {
    /// The heading.
    pub heading: String,
    /// A sentence or two.
    pub words: String,
}

impl LineTimes {
    /// The times at a venue that is `utc_offset_seconds` ahead of UTC.
    #[must_use]
    pub fn of(now: &LineNow, utc_offset_seconds: i32) -> Self {
        let clock = |at| format::clock(format::local(at, utc_offset_seconds));
        Self { opens: clock(now.opens_at), draw: now.draw.as_ref().map(|draw| clock(draw.closes_at)) }
    }
}

impl LineStage {
    /// Every stage.
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

    /// Its name in the page: the state's or the reason's of `queue/now`, and `drawn`.
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
        !matches!(self, Self::Off | Self::Planned | Self::SoldOut | Self::Ended | Self::Cancelled)
    }

    /// The stage in words, to a fan who is in the line or not.
    #[must_use]
    pub fn words(self, texts: &LineTexts, times: &LineTimes, is_joined: bool) -> StageWords {
        let (heading, words) = match self {
            Self::Off => (texts.off(), texts.off_words()),
            Self::Planned => (texts.planned(), texts.planned_words()),
            Self::Gathering => {
                let heading = if is_joined { texts.gathering_joined() } else { texts.gathering() };
                let words = times.draw.as_ref().map_or_else(|| texts.gathering_order(&times.opens), |at| texts.gathering_draw(at));
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

    /// What the page says above all: the fan's own turn comes before what the line does.
    #[must_use]
    pub fn headline(self, texts: &LineTexts, times: &LineTimes, standing: Option<&FanStanding>, utc_offset_seconds: i32) -> StageWords {
        match standing {
            Some(standing) if standing.state == FanState::Admitted => StageWords { heading: texts.inside(), words: texts.inside_words() },
            Some(standing) if standing.claim => {
                let until = standing.turn_until.map(|at| format::clock(format::local(at, utc_offset_seconds)));
                StageWords { heading: texts.turn(), words: until.map_or_else(|| texts.turn_words(), |at| texts.turn_until(&at)) }
            }
            standing => self.words(texts, times, standing.is_some()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Language;

    #[test]
    fn every_stage_has_a_name_and_words_of_its_own() {
        let texts = LineTexts::of(Language::English);
        let times = LineTimes { opens: "19:00".to_owned(), draw: Some("18:58".to_owned()) };
        let mut names: Vec<&str> = LineStage::ALL.map(LineStage::as_str).to_vec();
        let mut headings: Vec<String> = LineStage::ALL.map(|stage| stage.words(&texts, &times, false).heading).to_vec();
        names.sort_unstable();
        names.dedup();
        headings.sort_unstable();
        headings.dedup();
        assert_eq!((names.len(), headings.len()), (LineStage::ALL.len(), LineStage::ALL.len()));
        let gathering = LineStage::Gathering.words(&texts, &times, true);
        assert_eq!(gathering.words, "The draw is at 18:58. It does not matter when you join before that.");
    }

    #[test]
    fn a_fan_whose_turn_it_is_reads_until_when() {
        let texts = LineTexts::of(Language::English);
        let times = LineTimes { opens: "19:00".to_owned(), draw: None };
        let until = time::OffsetDateTime::from_unix_timestamp(1_795_800_600).expect("a time");
        let mut standing = FanStanding { claim: true, turn_until: Some(until), ..FanStanding::new(FanState::Waiting) };
        let said = |standing: &FanStanding| LineStage::Open.headline(&texts, &times, Some(standing), 7200);
        assert_eq!(said(&standing).words, "You have until 19:30 to take your turn. If you miss it, you wait at the front of the line.");
        standing.turn_until = None;
        assert_eq!(said(&standing).heading, "It is your turn");
        standing.claim = false;
        assert_eq!(said(&standing).heading, "The line is moving");
    }
}
