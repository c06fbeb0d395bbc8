//! What is drawn of a hall and never changes.

use std::sync::Arc;

use domain::{AreaIndex, SeatStatus};

use super::{ground::Ground, seating::Seating};
use crate::{
    hall::{Hall, SeatFilter, Tally},
    layout::{Names, Scene},
    texts::MapTexts,
};

/// A hall, laid out, with its colours and letters.
pub(crate) struct Scenery {
    pub(crate) hall: Arc<Hall>,
    pub(crate) scene: Scene,
    names: Names,
    colours: Vec<String>,
    font: String,
    texts: MapTexts,
}

impl Scenery {
    /// Lays out a hall. `font`: the families, as a style sheet names them.
    pub(crate) fn new(hall: Arc<Hall>, font: String, texts: MapTexts) -> Self {
        Self { scene: Scene::new(&hall), names: Names::default(), colours: hall.colours(), font, texts, hall }
    }

    /// Its seats, of which each has this status.
    pub(crate) fn seating<'a>(&'a self, statuses: &'a [SeatStatus], filter: SeatFilter) -> Seating<'a> {
        Seating { hall: &self.hall, scene: &self.scene, statuses, colours: &self.colours, filter, font: &self.font }
    }

    /// What lies under them, with what is told there. `chosen`: the standing area that the buyer has chosen.
    pub(crate) fn ground<'a>(&'a self, filter: SeatFilter, chosen: Option<AreaIndex>, tally: Option<&'a Tally>) -> Ground<'a> {
        let (hall, scene, names) = (&self.hall, &self.scene, &self.names);
        Ground { hall, scene, names, tally, colours: &self.colours, filter, chosen, font: &self.font, texts: self.texts }
    }
}
