//! A hall as this buyer sees it: the plan, prices, counts, and the state of each seat. It has no
//! side effects. The map, the list, the basket and the legend share it.

mod colour;
mod filter;
mod level_set;
mod marks;
mod stage_view;
mod state;
mod tally;
mod words;

#[cfg(any(test, feature = "fixtures"))]
pub mod fixture;

use domain::{
    AreaIndex, Money, PriceLevelId, SeatNo,
    catalogue::PriceLevel,
    plan::{Place, PlanIndex, Row, SeatingPlan},
    seating::CategoryRanks,
};
use serde::Deserialize;

use crate::texts::PlacesTexts;

#[cfg(test)]
pub(crate) use colour::luminance;
pub use colour::on_dark;
pub(crate) use colour::{contrast, hex, mixed, parse as parse_colour};
pub use filter::{SeatFilter, special_places};
pub use level_set::LevelSet;
pub use marks::Marks;
use stage_view::Audience;
pub use stage_view::{StageDistance, StageSide, StageView};
pub use state::SeatState;
pub use tally::Tally;
pub use words::{in_words, numbers_in_words, remarks_in_words, seats_in_words};

/// Up to this many numbered seats, the map draws every seat from the start. Larger halls start with
/// their sections.
const ALL_SEATS_UP_TO: u32 = 3_000;

/// The answer to `GET /api/v1/events/{id}/levels`: ranges of places, each with its first place,
/// last place and price level.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LevelRanges {
    /// Sorted. Places outside every range are not for sale.
    pub levels: Vec<(u32, u32, PriceLevelId)>,
}

/// The plan of an event with its prices.
#[derive(Debug, Clone)]
pub struct Hall {
    index: PlanIndex,
    levels: Vec<PriceLevel>,
    /// The level of each place: an index into `levels`, or `NO_LEVEL`.
    level_of: Vec<u8>,
    audience: Audience,
    texts: PlacesTexts,
}

const NO_LEVEL: u8 = u8::MAX;

impl Hall {
    /// Combines plan and prices. Ranges whose level the event does not list are skipped. `texts`
    /// names the places.
    #[must_use]
    pub fn new(
        plan: SeatingPlan,
        levels: Vec<PriceLevel>,
        ranges: &LevelRanges,
        texts: PlacesTexts,
    ) -> Self {
        let index = PlanIndex::new(plan);
        let mut level_of = vec![NO_LEVEL; index.capacity() as usize];
        for (first, last, id) in &ranges.levels {
            let Some(level) = levels.iter().position(|level| level.id == *id) else {
                continue;
            };
            let last = (*last as usize + 1).min(level_of.len());
            if let Some(places) = level_of.get_mut(*first as usize..last) {
                places.fill(u8::try_from(level).unwrap_or(NO_LEVEL));
            }
        }
        let audience = Audience::of(&index);
        Self {
            index,
            levels,
            level_of,
            audience,
            texts,
        }
    }

    /// The texts that name its places.
    #[must_use]
    pub fn texts(&self) -> PlacesTexts {
        self.texts
    }

    /// A price in the language of its texts: "€45".
    pub(crate) fn money(&self, price: Money) -> String {
        self.texts
            .language()
            .amount(&price.digits(), price.currency.unit())
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &SeatingPlan {
        self.index.plan()
    }

    /// The plan with its lookup tables.
    #[must_use]
    pub fn index(&self) -> &PlanIndex {
        &self.index
    }

    /// The price levels, most expensive first.
    #[must_use]
    pub fn levels(&self) -> &[PriceLevel] {
        &self.levels
    }

    /// The levels' colours, lightened for the dark hall.
    #[must_use]
    pub fn colours(&self) -> Vec<String> {
        self.levels
            .iter()
            .map(|level| on_dark(&level.color))
            .collect()
    }

    /// Whether the map starts with sections instead of seats.
    #[must_use]
    pub fn sections_first(&self) -> bool {
        self.index.seat_count() > ALL_SEATS_UP_TO
    }

    /// The price level of a place, as an index into `levels`.
    #[must_use]
    pub fn level_index(&self, seat: SeatNo) -> Option<usize> {
        self.level_of
            .get(seat.0 as usize)
            .filter(|level| **level != NO_LEVEL)
            .map(|level| usize::from(*level))
    }

    /// The price of a place.
    #[must_use]
    pub fn price(&self, seat: SeatNo) -> Option<Money> {
        Some(self.levels[self.level_index(seat)?].price)
    }

    /// The plan's categories ranked by price.
    #[must_use]
    pub fn category_ranks(&self) -> CategoryRanks {
        let prices = (0..self.index.seat_count())
            .map(SeatNo)
            .filter_map(|seat| Some((seat, self.price(seat)?.amount)));
        CategoryRanks::new(&self.index, prices)
    }

    /// The price of a place in a standing area.
    #[must_use]
    pub fn area_price(&self, area: AreaIndex) -> Option<Money> {
        self.price(SeatNo(self.index.area_places(area)?.start))
    }

    /// The total price of these seats; `None` if there are none.
    #[must_use]
    pub fn total(&self, seats: &[SeatNo]) -> Option<Money> {
        seats
            .iter()
            .filter_map(|seat| self.price(*seat))
            .reduce(|sum, price| Money::new(sum.amount + price.amount, sum.currency))
    }

    /// The name of a place: "Stalls, row 12, seat 204".
    #[must_use]
    pub fn place_name(&self, seat: SeatNo) -> String {
        match self.index.place(seat) {
            Some(Place::Seat(seat)) => in_words(
                &seat.section.name,
                &seat.row.name,
                seat.number(),
                self.texts,
            ),
            Some(Place::Standing(_, area)) => area.name.clone(),
            None => self.texts.place(&seat.to_string()),
        }
    }

    /// The full accessible name of a seat: place, price, remarks, status.
    #[must_use]
    pub fn seat_name(&self, seat: SeatNo, status: &str) -> String {
        let mut name = self.place_name(seat);
        if let Some(price) = self.price(seat) {
            name.push_str(", ");
            name.push_str(&self.money(price));
        }
        for remark in self.remarks(seat) {
            name.push_str(", ");
            name.push_str(&remark);
        }
        name.push_str(", ");
        name.push_str(status);
        name
    }

    /// The view of the stage from a seat; `None` for a standing place.
    #[must_use]
    pub fn stage_view(&self, seat: SeatNo) -> Option<StageView> {
        let (x, y) = self.index.seat(seat)?.centre();
        Some(self.audience.view((f64::from(x), f64::from(y))))
    }

    /// The view of the stage from the middle of a section; `None` for a section without seats.
    #[must_use]
    pub fn section_view(&self, section: usize) -> Option<StageView> {
        let rows = &self.plan().sections.get(section)?.rows;
        let count: usize = rows.iter().map(|row| row.x.len()).sum();
        let sum = |of: fn(&Row) -> &Vec<i32>| {
            rows.iter()
                .flat_map(of)
                .map(|at| f64::from(*at))
                .sum::<f64>()
        };
        (count > 0).then(|| {
            self.audience.view((
                sum(|row| &row.x) / count as f64,
                sum(|row| &row.y) / count as f64,
            ))
        })
    }

    /// Describes a view of the stage: "side view of the stage, close".
    #[must_use]
    pub fn view_in_words(&self, view: StageView) -> String {
        view.in_words(self.texts)
    }

    /// Remarks that a buyer should read before choosing a seat: a wheelchair place, a pillar in the
    /// view.
    #[must_use]
    pub fn remarks(&self, seat: SeatNo) -> Vec<String> {
        let seat = self.index.seat(seat);
        seat.map(|seat| {
            remarks_in_words(seat.accessible(), seat.companion(), seat.note(), self.texts)
        })
        .unwrap_or_default()
    }

    /// The plan's notes about adjacent seats, such as a restricted view. A note that neighbours
    /// share appears once.
    #[must_use]
    pub fn notes(&self, seats: &[SeatNo]) -> Vec<String> {
        let mut notes: Vec<String> = seats
            .iter()
            .filter_map(|seat| self.index.seat(*seat)?.note())
            .collect();
        notes.dedup();
        notes
    }
}

#[cfg(test)]
mod tests {
    use domain::Currency;

    use super::{fixture::hall, *};

    #[test]
    fn a_place_has_a_name_in_words() {
        let hall = hall();
        assert_eq!(
            hall.place_name(SeatNo(14)),
            "Balcony, row\u{a0}1, seat\u{a0}3"
        );
        assert_eq!(hall.place_name(SeatNo(30)), "Floor");
        assert_eq!(
            hall.seat_name(SeatNo(0), "available"),
            "Stalls, row\u{a0}1, seat\u{a0}1, €60, wheelchair place, available"
        );
    }

    #[test]
    fn the_name_of_a_seat_omits_a_missing_row_and_includes_a_restricted_view() {
        let Hall {
            index,
            levels,
            texts,
            ..
        } = hall();
        let mut plan = index.plan().clone();
        let row = &mut plan.sections[0].rows[0];
        row.name.clear();
        (row.companion, row.notes) = (
            vec![1],
            vec![
                (1, "view partly blocked by a pillar".to_owned()),
                (1, "no legroom".to_owned()),
            ],
        );
        let hall = Hall::new(
            plan,
            levels,
            &LevelRanges {
                levels: vec![(0, 43, PriceLevelId(1))],
            },
            texts,
        );
        assert_eq!(
            hall.seat_name(SeatNo(0), "sold"),
            "Stalls, seat\u{a0}1, €60, wheelchair place, sold"
        );
        let second = "Stalls, seat\u{a0}2, €60, for a companion, view partly blocked by a pillar; no legroom, available";
        assert_eq!(hall.seat_name(SeatNo(1), "available"), second);
        assert_eq!(
            hall.remarks(SeatNo(1)),
            [
                "for a companion",
                "view partly blocked by a pillar; no legroom"
            ]
        );
        assert_eq!(
            hall.remarks(SeatNo(30)),
            [] as [&str; 0],
            "a standing place has no remarks"
        );
    }

    #[test]
    fn prices_come_from_the_ranges() {
        let hall = hall();
        assert_eq!(
            hall.total(&[SeatNo(11), SeatNo(12)]),
            Some(Money::new(10_500, Currency::EUR))
        );
        assert_eq!(hall.total(&[]), None);
        assert_eq!(
            hall.area_price(AreaIndex(0)),
            Some(Money::new(4500, Currency::EUR))
        );
    }
}
