//! A hall as a buyer sees it: the plan, what each place costs, what is free, and what each seat is to this buyer. Pure: the map, the list, the
//! basket and the legend show it.

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

/// With up to this many numbered seats, the map shows each seat from the start; larger halls show their sections first.
const ALL_SEATS_UP_TO: u32 = 3_000;

/// The answer to `GET /api/v1/events/{id}/levels`: first place, last place, price level.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LevelRanges {
    /// In order; places outside every range cannot be bought.
    pub levels: Vec<(u32, u32, PriceLevelId)>,
}

/// The plan of an event with its prices.
#[derive(Debug, Clone)]
pub struct Hall {
    index: PlanIndex,
    levels: Vec<PriceLevel>,
    /// Of each place: index into `levels`, or `NO_LEVEL`.
    level_of: Vec<u8>,
    audience: Audience,
    texts: PlacesTexts,
}

const NO_LEVEL: u8 = u8::MAX;

impl Hall {
    /// Puts plan and prices together. Levels that the event does not list are left out. It names its places with `texts`.
    #[must_use]
    pub fn new(plan: SeatingPlan, levels: Vec<PriceLevel>, ranges: &LevelRanges, texts: PlacesTexts) -> Self {
        let index = PlanIndex::new(plan);
        let mut level_of = vec![NO_LEVEL; index.capacity() as usize];
        for (first, last, id) in &ranges.levels {
            let Some(level) = levels.iter().position(|level| level.id == *id) else { continue };
            let last = (*last as usize + 1).min(level_of.len());
            if let Some(places) = level_of.get_mut(*first as usize..last) {
                places.fill(u8::try_from(level).unwrap_or(NO_LEVEL));
            }
        }
        let audience = Audience::of(&index);
        Self { index, levels, level_of, audience, texts }
    }

    /// The words for its places.
    #[must_use]
    pub fn texts(&self) -> PlacesTexts {
        self.texts
    }

    /// "€45", in the language of its texts.
    pub(crate) fn money(&self, price: Money) -> String {
        self.texts.language().amount(&price.digits(), price.currency.unit())
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &SeatingPlan {
        self.index.plan()
    }

    /// The plan with its tables.
    #[must_use]
    pub fn index(&self) -> &PlanIndex {
        &self.index
    }

    /// The price levels, the dearest first.
    #[must_use]
    pub fn levels(&self) -> &[PriceLevel] {
        &self.levels
    }

    /// The levels' colours, light enough for the dark hall.
    #[must_use]
    pub fn colours(&self) -> Vec<String> {
        self.levels.iter().map(|level| on_dark(&level.color)).collect()
    }

    /// Whether the map begins with sections instead of seats.
    #[must_use]
    pub fn sections_first(&self) -> bool {
        self.index.seat_count() > ALL_SEATS_UP_TO
    }

    /// Which level a place has, as an index into `levels`.
    #[must_use]
    pub fn level_index(&self, seat: SeatNo) -> Option<usize> {
        self.level_of.get(seat.0 as usize).filter(|level| **level != NO_LEVEL).map(|level| usize::from(*level))
    }

    /// What a place costs.
    #[must_use]
    pub fn price(&self, seat: SeatNo) -> Option<Money> {
        Some(self.levels[self.level_index(seat)?].price)
    }

    /// Which of the plan's categories are the better ones, by their prices.
    #[must_use]
    pub fn category_ranks(&self) -> CategoryRanks {
        let prices = (0..self.index.seat_count()).map(SeatNo).filter_map(|seat| Some((seat, self.price(seat)?.amount)));
        CategoryRanks::new(&self.index, prices)
    }

    /// What a place of a standing area costs.
    #[must_use]
    pub fn area_price(&self, area: AreaIndex) -> Option<Money> {
        self.price(SeatNo(self.index.area_places(area)?.start))
    }

    /// What all these seats cost; none when there are none.
    #[must_use]
    pub fn total(&self, seats: &[SeatNo]) -> Option<Money> {
        seats.iter().filter_map(|seat| self.price(*seat)).reduce(|sum, price| Money::new(sum.amount + price.amount, sum.currency))
    }

    /// Where a place is, in words: "Stalls, row 12, seat 204".
    #[must_use]
    pub fn place_name(&self, seat: SeatNo) -> String {
        match self.index.place(seat) {
            Some(Place::Seat(seat)) => in_words(&seat.section.name, &seat.row.name, seat.number(), self.texts),
            Some(Place::Standing(_, area)) => area.name.clone(),
            None => self.texts.place(&seat.to_string()),
        }
    }

    /// The full accessible name of a seat: place, price, what is special, status.
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

    /// What the stage looks like from a seat; none of a standing place.
    #[must_use]
    pub fn stage_view(&self, seat: SeatNo) -> Option<StageView> {
        let (x, y) = self.index.seat(seat)?.centre();
        Some(self.audience.view((f64::from(x), f64::from(y))))
    }

    /// What it looks like from the middle of a section; none of a section without seats.
    #[must_use]
    pub fn section_view(&self, section: usize) -> Option<StageView> {
        let rows = &self.plan().sections.get(section)?.rows;
        let count: usize = rows.iter().map(|row| row.x.len()).sum();
        let sum = |of: fn(&Row) -> &Vec<i32>| rows.iter().flat_map(of).map(|at| f64::from(*at)).sum::<f64>();
        (count > 0).then(|| self.audience.view((sum(|row| &row.x) / count as f64, sum(|row| &row.y) / count as f64)))
    }

    /// A view of the stage in words: "side view, close".
    #[must_use]
    pub fn view_in_words(&self, view: StageView) -> String {
        view.in_words(self.texts)
    }

    /// What to know before taking a seat: a wheelchair place, a pillar in the view.
    #[must_use]
    pub fn remarks(&self, seat: SeatNo) -> Vec<String> {
        let seat = self.index.seat(seat);
        seat.map(|seat| remarks_in_words(seat.accessible(), seat.companion(), seat.note(), self.texts)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use domain::Currency;

    use super::{fixture::hall, *};

    #[test]
    fn a_place_is_said_in_words() {
        let hall = hall();
        assert_eq!(hall.place_name(SeatNo(14)), "Balcony, row 1, seat 3");
        assert_eq!(hall.place_name(SeatNo(30)), "Floor");
        assert_eq!(hall.seat_name(SeatNo(0), "available"), "Stalls, row 1, seat 1, €60, wheelchair place, available");
    }

    #[test]
    fn a_seat_of_a_box_without_rows_says_its_number_and_a_restricted_view() {
        let Hall { index, levels, texts, .. } = hall();
        let mut plan = index.plan().clone();
        let row = &mut plan.sections[0].rows[0];
        row.name.clear();
        (row.companion, row.notes) = (vec![1], vec![(1, "view partly blocked by a pillar".to_owned()), (1, "no legroom".to_owned())]);
        let hall = Hall::new(plan, levels, &LevelRanges { levels: vec![(0, 43, PriceLevelId(1))] }, texts);
        assert_eq!(hall.seat_name(SeatNo(0), "sold"), "Stalls, seat 1, €60, wheelchair place, sold");
        let second = "Stalls, seat 2, €60, for a companion, view partly blocked by a pillar; no legroom, available";
        assert_eq!(hall.seat_name(SeatNo(1), "available"), second);
        assert_eq!(hall.remarks(SeatNo(1)), ["for a companion", "view partly blocked by a pillar; no legroom"]);
        assert_eq!(hall.remarks(SeatNo(30)), [] as [&str; 0], "nobody knows anything of a place to stand");
    }

    #[test]
    fn prices_come_from_the_ranges() {
        let hall = hall();
        assert_eq!(hall.total(&[SeatNo(11), SeatNo(12)]), Some(Money::new(10_500, Currency::EUR)));
        assert_eq!(hall.total(&[]), None);
        assert_eq!(hall.area_price(AreaIndex(0)), Some(Money::new(4500, Currency::EUR)));
    }
}
