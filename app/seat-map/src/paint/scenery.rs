//! The part of a hall's drawing state that never changes.

use std::sync::Arc;

use domain::{AreaIndex, SeatStatus};

use super::{
    ground::{FILLS, Ground},
    legible::{block_ground, number_ground},
    palette::{FULL, Palette},
    seating::Seating,
};
use crate::{
    hall::{Hall, SeatFilter, Tally},
    layout::{Names, Scene},
    texts::MapTexts,
};

/// A hall's scene, with its label cache, colours and font.
pub(crate) struct Scenery {
    pub(crate) hall: Arc<Hall>,
    pub(crate) scene: Scene,
    names: Names,
    palette: Palette,
    colours: Vec<String>,
    /// The fill colours of blocks by the step of `FILLS`: for each level, and then for full blocks.
    grounds: Vec<[String; FILLS.len()]>,
    /// The disc behind a seat's number, for each level; `None` where the number needs none.
    number_grounds: Vec<Option<String>>,
    font: String,
    texts: MapTexts,
}

impl Scenery {
    /// Lays out a hall. `font`: a CSS `font-family`.
    pub(crate) fn new(hall: Arc<Hall>, font: String, palette: Palette, texts: MapTexts) -> Self {
        let colours = palette.levels(hall.colours());
        let grounds = colours
            .iter()
            .map(String::as_str)
            .chain([FULL])
            .map(|colour| FILLS.map(|share| block_ground(colour, share)))
            .collect();
        let number_grounds = colours.iter().map(|colour| number_ground(colour)).collect();
        Self {
            scene: Scene::new(&hall),
            names: Names::default(),
            palette,
            colours,
            grounds,
            number_grounds,
            font,
            texts,
            hall,
        }
    }

    /// The seats with these statuses.
    pub(crate) fn seating<'a>(
        &'a self,
        statuses: &'a [SeatStatus],
        filter: SeatFilter,
    ) -> Seating<'a> {
        let (hall, scene, palette, number_grounds) =
            (&self.hall, &self.scene, &self.palette, &self.number_grounds);
        Seating {
            hall,
            scene,
            statuses,
            palette,
            colours: &self.colours,
            number_grounds,
            filter,
            font: &self.font,
        }
    }

    /// The ground below the seats. `chosen`: the standing area that the buyer has picked.
    pub(crate) fn ground<'a>(
        &'a self,
        filter: SeatFilter,
        chosen: Option<AreaIndex>,
        tally: Option<&'a Tally>,
    ) -> Ground<'a> {
        let (hall, scene, names, palette, grounds) = (
            &self.hall,
            &self.scene,
            &self.names,
            &self.palette,
            &self.grounds,
        );
        Ground {
            hall,
            scene,
            names,
            tally,
            palette,
            colours: &self.colours,
            grounds,
            filter,
            chosen,
            font: &self.font,
            texts: self.texts,
        }
    }
}
