//! The hit test.

use domain::{AreaIndex, SeatNo};

use super::scene::Scene;

/// The target at a point of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hit {
    Seat(SeatNo),
    Section(usize),
    Area(AreaIndex),
    Nothing,
}

impl Scene {
    /// Finds the target at a point of the plan. `has_seats`: individual seats are drawn; `aim`: how
    /// far from a seat's centre a hit still counts, in plan units.
    pub(crate) fn hit(&self, at: (f64, f64), has_seats: bool, aim: f64) -> Hit {
        if let Some(area) = self.area_at(at) {
            return Hit::Area(area);
        }
        if !has_seats {
            return self.section_at(at).map_or(Hit::Nothing, Hit::Section);
        }
        let within = aim.min(self.radius * 1.6).max(self.radius);
        self.nearest(at, within).map_or(Hit::Nothing, Hit::Seat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hall::fixture::hall;

    #[test]
    fn a_finger_finds_seats_from_near_and_sections_from_afar() {
        let scene = Scene::new(&hall());
        assert_eq!(scene.hit((160.0, 405.0), true, 60.0), Hit::Seat(SeatNo(13)));
        assert_eq!(scene.hit((160.0, 405.0), false, 60.0), Hit::Section(1));
        assert_eq!(
            scene.hit((175.0, 430.0), true, 60.0),
            Hit::Nothing,
            "too far from any seat"
        );
        assert_eq!(
            (
                scene.hit((200.0, 100.0), true, 0.0),
                scene.hit((200.0, 100.0), false, 0.0)
            ),
            (Hit::Area(AreaIndex(0)), Hit::Area(AreaIndex(0)))
        );
    }
}
