//! The few words on the map: how many places are free from which price, and what the stage looks like from a place.

use domain::Money;

use super::{StageDistance, StageSide, StageView, thousands};

/// Of a section or an area in which nothing is free.
pub(crate) const FULL: &str = "full";

/// "12 from €31".
pub(crate) fn free_from(count: u32, least: Money) -> String {
    format!("{} from {least}", thousands(count))
}

/// "12 at €31": all of them cost the same.
pub(crate) fn free_at(count: u32, price: Money) -> String {
    format!("{} at {price}", thousands(count))
}

/// "12 free".
pub(crate) fn free(count: u32) -> String {
    format!("{} free", thousands(count))
}

/// "side view, close".
#[must_use]
pub fn view_in_words(view: StageView) -> String {
    let distance = match view.distance() {
        StageDistance::Close => "close",
        StageDistance::Middle => "halfway back",
        StageDistance::Far => "far back",
    };
    match view.side {
        None => format!("view from all round, {distance}"),
        Some(side) => format!("{}, {distance}", side_in_words(side)),
    }
}

/// "side view".
#[must_use]
pub fn side_in_words(side: StageSide) -> &'static str {
    match side {
        StageSide::Front => "front view",
        StageSide::Slant => "view at an angle",
        StageSide::Side => "side view",
        StageSide::Back => "view from behind",
    }
}

#[cfg(test)]
mod tests {
    use domain::Currency;

    use super::*;

    #[test]
    fn a_view_is_said_by_its_side_and_its_distance() {
        let say = |metres, side| view_in_words(StageView { metres, side });
        assert_eq!(say(9, Some(StageSide::Side)), "side view, close");
        assert_eq!(say(20, Some(StageSide::Front)), "front view, halfway back");
        assert_eq!(say(80, None), "view from all round, far back");
    }

    #[test]
    fn what_is_free_is_said_with_the_lowest_price() {
        let price = Money::new(3100, Currency::EUR);
        assert_eq!([free_from(12, price), free_at(1200, price), free(3)], ["12 from €31", "1,200 at €31", "3 free"]);
    }
}
