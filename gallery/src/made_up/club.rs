//! A small house with all that a seat can be: standing room, places for wheelchairs, a pillar in the view.

use std::sync::Arc;

use app::components::seat_map::Hall;
use domain::plan::{
    SeatingPlan, Shape,
    generate::{PlanMaker, Straight, section},
};

use super::halls;

/// Its plan.
pub fn plan() -> SeatingPlan {
    let stage = Shape::Rectangle { x: -450, y: -260, width: 900, height: 200, turn: 0 };
    let floor = Shape::Rectangle { x: -500, y: 40, width: 1000, height: 360, turn: 0 };
    let rows = Straight::new((0.0, 600.0), vec![vec![8, 8]; 5]).make(|row| (row + 1).to_string());
    let rows = rows.into_iter().enumerate().map(|(row, maker)| match row {
        4 => maker.wheelchairs_at_ends(1).category(2),
        2 | 3 => maker.note(&[7, 8], "a pillar in the view").category(2),
        _ => maker.category(1),
    });
    PlanMaker::new("Made-up club", "Stage", stage, (0, 0), &["Floor", "Gallery, front", "Gallery, back"])
        .standing("floor", "Standing floor", 70, 0, floor)
        .with(section("Gallery", Some("Gallery"), rows))
        .finish()
}

/// The plan with prices.
pub fn hall() -> Arc<Hall> {
    halls::priced(plan())
}
