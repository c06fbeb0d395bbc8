//! A hall as the map needs it: the plan, what each place costs and the limits of a booking.

use domain::{
    AreaIndex, Money, PriceLevelId, SeatNo,
    catalogue::PriceLevel,
    plan::{Place, PlanIndex, SeatingPlan},
};
use serde::Deserialize;

use super::colour;

/// Up to so many numbered seats, the map shows each from the start; larger halls show their sections first.
pub const ALL_SEATS_UP_TO: u32 = 3_000;

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
}

const NO_LEVEL: u8 = u8::MAX;

impl Hall {
    /// Puts plan and prices together. Levels that the event does not list are left out.
    #[must_use]
    pub fn new(plan: SeatingPlan, levels: Vec<PriceLevel>, ranges: &LevelRanges) -> Self {
        let index = PlanIndex::new(plan);
        let mut level_of = vec![NO_LEVEL; index.capacity() as usize];
        for (first, last, id) in &ranges.levels {
            let Some(level) = levels.iter().position(|level| level.id == *id) else { continue };
            let last = (*last as usize + 1).min(level_of.len());
            if let Some(places) = level_of.get_mut(*first as usize..last) {
                places.fill(u8::try_from(level).unwrap_or(NO_LEVEL));
            }
        }
        Self { index, levels, level_of }
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
        self.levels.iter().map(|level| colour::on_dark(&level.color)).collect()
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
            Some(Place::Seat(seat)) => in_words(&seat.section.name, &seat.row.name, seat.number()),
            Some(Place::Standing(_, area)) => area.name.clone(),
            None => format!("place {seat}"),
        }
    }

    /// The full accessible name of a seat: place, price, what is special, status.
    #[must_use]
    pub fn seat_name(&self, seat: SeatNo, status: &str) -> String {
        let mut name = self.place_name(seat);
        if let Some(price) = self.price(seat) {
            name.push_str(", ");
            name.push_str(&price.to_string());
        }
        for remark in self.remarks(seat) {
            name.push_str(", ");
            name.push_str(&remark);
        }
        name.push_str(", ");
        name.push_str(status);
        name
    }

    /// What to know before taking a seat: a wheelchair place, a pillar in the view.
    #[must_use]
    pub fn remarks(&self, seat: SeatNo) -> Vec<String> {
        let Some(seat) = self.index.seat(seat) else { return Vec::new() };
        let special = [(seat.accessible(), "wheelchair place"), (seat.row.companion.contains(&seat.index), "for a companion")];
        let special = special.into_iter().filter(|(is, _)| *is).map(|(_, word)| word.to_owned());
        let notes = seat.row.notes.iter().filter(|(index, _)| *index == seat.index).map(|(_, note)| note.clone());
        special.chain(notes).collect()
    }
}

/// "Stalls, row 12, seat 204", without what is empty.
#[must_use]
pub fn in_words(section: &str, row: &str, number: &str) -> String {
    let mut words = section.to_owned();
    for (what, name) in [("row", row), ("seat", number)] {
        if !name.is_empty() {
            if !words.is_empty() {
                words.push_str(", ");
            }
            words.push_str(what);
            words.push(' ');
            words.push_str(name);
        }
    }
    words
}

#[cfg(test)]
pub(in crate::components) mod tests {
    use domain::{
        Currency,
        plan::{Area, Point, Row, Section, Shape, Stage},
    };

    use super::*;

    /// Two sections of two rows of six seats, an aisle in the middle, and a floor for 20.
    pub(in crate::components) fn hall() -> Hall {
        let row = |name: &str, y: i32| Row {
            name: name.into(),
            numbers: (1..=6).map(|n: i32| n.to_string()).collect(),
            x: (0..6).map(|n| 100 + n * 50).collect(),
            y: vec![y; 6],
            radius: 20,
            category: 0,
            own_category: vec![],
            own_radius: vec![],
            accessible: if name == "1" { vec![0] } else { vec![] },
            companion: vec![],
            notes: vec![],
            aisles_after: vec![2],
        };
        let section =
            |name: &str, y: i32| Section { name: name.into(), level: None, outline: None, rows: vec![row("1", y), row("2", y + 60)] };
        let plan = SeatingPlan {
            name: "Test hall".into(),
            width: 500,
            height: 600,
            stage: Stage {
                name: "Stage".into(),
                shape: Shape::Rectangle { x: 100, y: 0, width: 300, height: 50, turn: 0 },
                focus: Point { x: 250, y: 50 },
            },
            categories: vec!["A".into()],
            sections: vec![section("Stalls", 200), section("Balcony", 400)],
            areas: vec![Area {
                id: "floor".into(),
                name: "Floor".into(),
                capacity: 20,
                category: 0,
                shape: Shape::Rectangle { x: 100, y: 60, width: 300, height: 100, turn: 0 },
            }],
            decorations: vec![],
        };
        let level = |id, amount| PriceLevel {
            id: PriceLevelId(id),
            name: format!("Level {id}"),
            color: "#aa3344".into(),
            price: Money::new(amount, Currency::EUR),
        };
        Hall::new(
            plan,
            vec![level(1, 6000), level(2, 4500)],
            &LevelRanges { levels: vec![(0, 11, PriceLevelId(1)), (12, 43, PriceLevelId(2))] },
        )
    }

    #[test]
    fn a_place_is_said_in_words() {
        let hall = hall();
        assert_eq!(hall.place_name(SeatNo(14)), "Balcony, row 1, seat 3");
        assert_eq!(hall.place_name(SeatNo(30)), "Floor");
        assert_eq!(hall.seat_name(SeatNo(0), "available"), "Stalls, row 1, seat 1, €60, wheelchair place, available");
        assert_eq!(in_words("", "", "7"), "seat 7");
    }

    #[test]
    fn prices_come_from_the_ranges() {
        let hall = hall();
        assert_eq!(hall.total(&[SeatNo(11), SeatNo(12)]), Some(Money::new(10_500, Currency::EUR)));
        assert_eq!(hall.total(&[]), None);
        assert_eq!(hall.area_price(AreaIndex(0)), Some(Money::new(4500, Currency::EUR)));
    }
}
