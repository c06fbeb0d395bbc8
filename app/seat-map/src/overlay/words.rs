//! The texts about a seat, section or area, for the tooltip and screen readers.

use std::fmt::Write as _;

use domain::SeatNo;

use crate::{
    hall::SeatState,
    layout::{Block, Hit},
    paint::Ground,
};

/// A text and its position.
pub(crate) struct TooltipText {
    pub(crate) text: String,
    /// The middle of the target, in plan units.
    pub(crate) centre: (f64, f64),
    /// The radius of the target, in plan units.
    pub(crate) room: f64,
}

impl TooltipText {
    /// A text above or below a section or standing area, so that it does not cover the block.
    fn beside(text: String, block: &Block) -> Self {
        Self {
            text,
            centre: (block.middle.0, block.around.centre().1),
            room: block.around.height / 2.0,
        }
    }
}

/// The text about a target; `None` for `Hit::Nothing`. `state`: the state of a seat for this buyer.
pub(crate) fn said_of(
    hit: Hit,
    ground: &Ground<'_>,
    state: &dyn Fn(SeatNo) -> SeatState,
) -> Option<TooltipText> {
    let (hall, scene, texts) = (ground.hall, ground.scene, ground.texts);
    match hit {
        Hit::Nothing => None,
        Hit::Seat(seat) => {
            let mut text = hall.place_name(seat);
            text.push('\n');
            if let Some(price) = hall.price(seat) {
                let _ = write!(text, "{} · ", hall.money(price));
            }
            text.push_str(&state(seat).label(hall.texts()));
            let view = hall.stage_view(seat).map(|view| hall.view_in_words(view));
            for remark in view.into_iter().chain(hall.remarks(seat)) {
                text.push('\n');
                text.push_str(&remark);
            }
            Some(TooltipText {
                text,
                centre: scene.centre(seat)?,
                room: scene.radius_of(seat),
            })
        }
        Hit::Section(number) => {
            let block = scene.sections.get(number)?;
            let free = ground.free_in(number);
            let mut text = hall.plan().sections.get(number)?.name.clone();
            text.push('\n');
            text.push_str(&match free.map(|free| free.count) {
                None => texts.asking(),
                Some(0) if ground.filter.is_all() => texts.full(),
                Some(0) => texts.none(),
                Some(count) => texts.free(count, block.places),
            });
            let from = ground
                .lowest_price(number)
                .filter(|_| free.is_some_and(|free| free.count > 0));
            if let Some(from) = from {
                let _ = write!(text, ", {from}");
            }
            if let Some(view) = hall.section_view(number) {
                let _ = write!(text, "\n{}", hall.view_in_words(view));
            }
            Some(TooltipText::beside(text, block))
        }
        Hit::Area(area) => {
            let block = scene.areas.get(usize::from(area.0))?;
            let free = ground.free_in_area(area);
            let mut text = block.name.clone();
            text.push('\n');
            text.push_str(&match free.map(|free| free.count) {
                None => texts.asking(),
                Some(0) if ground.filter.is_all() => texts.full_standing(),
                Some(0) => texts.none(),
                Some(count) => texts.free_standing(count),
            });
            if let Some(price) = hall
                .area_price(area)
                .filter(|_| free.is_none_or(|free| free.count > 0))
            {
                let _ = write!(text, ", {}", hall.money(price));
            }
            Some(TooltipText::beside(text, block))
        }
    }
}

/// The announcement when a section is opened.
pub(crate) fn entered(number: usize, ground: &Ground<'_>) -> String {
    let name = ground
        .hall
        .plan()
        .sections
        .get(number)
        .map_or("", |section| section.name.as_str());
    let places = ground
        .scene
        .sections
        .get(number)
        .map_or(0, |block| block.places);
    match ground.free_in(number) {
        None => ground.texts.entered_asking(name),
        Some(free) if ground.filter.is_all() => ground.texts.entered(name, free.count, places),
        Some(free) => ground.texts.entered_some(name, free.count),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{AreaIndex, SeatStatus, live::PackedStatuses};
    use translations::Language;

    use super::*;
    use crate::{
        hall::{Marks, SeatFilter, Tally, fixture::hall},
        paint::{Palette, Scenery},
        texts::MapTexts,
    };

    #[test]
    fn the_tooltip_of_a_section_or_area_has_free_places_and_the_lowest_price() {
        let scenery = Scenery::new(
            Arc::new(hall()),
            String::new(),
            Palette::default(),
            MapTexts::of(Language::English),
        );
        let tally = Tally::new(&scenery.hall, &PackedStatuses::new(44));
        let state = |seat| {
            SeatState::of(
                &scenery.hall,
                &Marks::default(),
                seat,
                Some(SeatStatus::Available),
            )
        };
        let say = |hit, tally, filter| {
            said_of(hit, &scenery.ground(filter, None, tally), &state).map(|said| said.text)
        };
        let all = SeatFilter::default();
        assert_eq!(
            say(Hit::Seat(SeatNo(0)), None, all).as_deref(),
            Some(
                "Stalls, row\u{a0}1, seat\u{a0}1\n€60 · available\nat an angle to the stage, close\nwheelchair place"
            )
        );
        assert_eq!(
            say(Hit::Section(1), Some(&tally), all).as_deref(),
            Some("Balcony\n12 free of 12 seats, from €45\nfacing the stage, close")
        );
        assert_eq!(
            say(Hit::Section(1), None, all).as_deref(),
            Some("Balcony\nwe are checking what is free\nfacing the stage, close")
        );
        assert_eq!(
            say(Hit::Area(AreaIndex(0)), Some(&tally), all).as_deref(),
            Some("Floor\n20 free, standing, €45")
        );
        let accessible = SeatFilter {
            accessible: true,
            ..SeatFilter::default()
        };
        assert_eq!(
            say(Hit::Area(AreaIndex(0)), Some(&tally), accessible).as_deref(),
            Some("Floor\nnone of these")
        );
        assert_eq!(say(Hit::Nothing, Some(&tally), all), None);
        assert_eq!(
            entered(1, &scenery.ground(all, None, Some(&tally))),
            "Balcony: 12 of 12 seats free."
        );
    }
}
