//! The view of the stage from a seat, in a few words: side and distance. Both are derived from the
//! plan alone.

use domain::plan::PlanIndex;

use crate::{geometry::Polygon, texts::PlacesTexts};

/// Plan units per metre.
const METRE: f64 = 100.0;
/// Up to this distance, in metres, buyers recognise a face on the stage.
const CLOSE_METRES: u32 = 12;
/// Beyond this distance, in metres, they see no face.
const FAR_METRES: u32 = 30;
/// How one-sided an audience must be for its seats to have a side (0: all around the stage; 1: all
/// in one direction). Straight ahead is where most of the audience sits.
const ONE_SIDED: f64 = 0.3;
/// The cosines of 30, 60 and 110 degrees from straight ahead: the limits of front, slant and side.
const FRONT: f64 = 0.866;
const SLANT: f64 = 0.5;
const SIDE: f64 = -0.342;

/// The side from which a seat views the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageSide {
    /// Up to 30 degrees from straight ahead.
    Front,
    /// Up to 60 degrees.
    Slant,
    /// Up to 110 degrees.
    Side,
    /// More than 110 degrees: behind the stage.
    Back,
}

/// The distance to the stage, in three classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageDistance {
    /// Up to 12 metres.
    Close,
    /// Up to 30 metres.
    Middle,
    /// More than 30 metres.
    Far,
}

/// The view of the stage from a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageView {
    /// The distance to the edge of the stage, in whole metres.
    pub metres: u32,
    /// The side; `None` where the audience surrounds the stage.
    pub side: Option<StageSide>,
}

impl StageView {
    /// The class of the distance.
    #[must_use]
    pub fn distance(self) -> StageDistance {
        match self.metres {
            0..=CLOSE_METRES => StageDistance::Close,
            metres if metres <= FAR_METRES => StageDistance::Middle,
            _ => StageDistance::Far,
        }
    }

    /// "side view of the stage, close", or only "close" where the audience surrounds the stage.
    #[must_use]
    pub fn in_words(self, texts: PlacesTexts) -> String {
        let distance = match self.distance() {
            StageDistance::Close => texts.distance_close(),
            StageDistance::Middle => texts.distance(),
            StageDistance::Far => texts.distance_far(),
        };
        match self.side {
            None => distance,
            Some(side) => format!("{}, {distance}", side.in_words(texts)),
        }
    }
}

impl StageSide {
    /// "side view of the stage".
    #[must_use]
    pub fn in_words(self, texts: PlacesTexts) -> String {
        match self {
            Self::Front => texts.view(),
            Self::Slant => texts.view_angle(),
            Self::Side => texts.view_side(),
            Self::Back => texts.view_behind(),
        }
    }
}

/// The stage, and the direction from its focus to most of the audience.
#[derive(Debug, Clone)]
pub(super) struct Audience {
    stage: Polygon,
    focus: (f64, f64),
    ahead: Option<(f64, f64)>,
}

impl Audience {
    pub(super) fn of(index: &PlanIndex) -> Self {
        let stage = &index.plan().stage;
        let focus = (f64::from(stage.focus.x), f64::from(stage.focus.y));
        let (mut sum, mut way) = ((0.0, 0.0), 0.0);
        for (x, y) in index.seats().map(|seat| seat.centre()) {
            let (x, y) = (f64::from(x) - focus.0, f64::from(y) - focus.1);
            sum = (sum.0 + x, sum.1 + y);
            way += x.hypot(y);
        }
        let length = f64::hypot(sum.0, sum.1);
        let ahead =
            (length > 0.0 && length >= way * ONE_SIDED).then(|| (sum.0 / length, sum.1 / length));
        Self {
            stage: Polygon::of(&stage.shape),
            focus,
            ahead,
        }
    }

    /// The view from a point of the plan.
    pub(super) fn view(&self, at: (f64, f64)) -> StageView {
        let metres = (self.stage.distance(at) / METRE).round() as u32;
        let (x, y) = (at.0 - self.focus.0, at.1 - self.focus.1);
        let side = self.ahead.map(|ahead| {
            let cosine = (x * ahead.0 + y * ahead.1) / x.hypot(y).max(1.0);
            match cosine {
                cosine if cosine >= FRONT => StageSide::Front,
                cosine if cosine >= SLANT => StageSide::Slant,
                cosine if cosine >= SIDE => StageSide::Side,
                _ => StageSide::Back,
            }
        });
        StageView { metres, side }
    }
}

#[cfg(test)]
mod tests {
    use domain::{SeatNo, plan::SeatingPlan};

    use super::*;
    use crate::hall::{Hall, LevelRanges, fixture::hall};

    /// The test hall, changed.
    fn changed(change: impl FnOnce(&mut SeatingPlan)) -> Hall {
        let mut plan = hall().plan().clone();
        change(&mut plan);
        Hall::new(
            plan,
            Vec::new(),
            &LevelRanges { levels: Vec::new() },
            hall().texts(),
        )
    }

    /// The view from the first seat of the test hall, moved to this position, in metres right of
    /// the stage's middle and down from its edge.
    fn first_seat_at(right: i32, down: i32) -> StageView {
        let moved = changed(|plan| {
            plan.sections[0].rows[0].x[0] = 250 + right * 100;
            plan.sections[0].rows[0].y[0] = 50 + down * 100;
        });
        moved.stage_view(SeatNo(0)).expect("a seat")
    }

    #[test]
    fn the_side_is_the_angle_from_where_most_of_the_audience_sits() {
        assert_eq!(first_seat_at(1, 5).side, Some(StageSide::Front));
        assert_eq!(first_seat_at(5, 5).side, Some(StageSide::Slant));
        assert_eq!(first_seat_at(5, 1).side, Some(StageSide::Side));
        assert_eq!(first_seat_at(1, -5).side, Some(StageSide::Back));
    }

    #[test]
    fn the_distance_is_measured_to_the_edge_of_the_stage() {
        let view = |down| first_seat_at(0, down);
        assert_eq!([5, 20, 40].map(|down| view(down).metres), [5, 20, 40]);
        assert_eq!(
            [5, 12, 13, 30, 31].map(|down| view(down).distance()),
            [
                StageDistance::Close,
                StageDistance::Close,
                StageDistance::Middle,
                StageDistance::Middle,
                StageDistance::Far
            ]
        );
    }

    #[test]
    fn a_view_is_described_by_side_and_distance() {
        let say = |metres, side| StageView { metres, side }.in_words(hall().texts());
        assert_eq!(
            say(9, Some(StageSide::Side)),
            "side view of the stage, close"
        );
        assert_eq!(
            say(20, Some(StageSide::Front)),
            "facing the stage, at medium distance"
        );
        assert_eq!(say(80, None), "far away");
    }

    #[test]
    fn an_audience_all_around_the_stage_has_no_sides() {
        let round = changed(|plan| {
            let focus = plan.stage.focus;
            for (section, away) in plan.sections.iter_mut().zip([-300, 300]) {
                for row in &mut section.rows {
                    row.y.iter_mut().for_each(|y| *y = focus.y + away);
                }
            }
        });
        assert_eq!(round.stage_view(SeatNo(0)).expect("a seat").side, None);
    }

    #[test]
    fn a_section_has_the_view_from_its_middle_and_a_standing_place_has_none() {
        let hall = hall();
        let balcony = hall.section_view(1).expect("a section");
        assert_eq!((balcony.metres, balcony.side), (4, Some(StageSide::Front)));
        assert_eq!(
            (hall.section_view(2), hall.stage_view(SeatNo(30))),
            (None, None)
        );
    }
}
