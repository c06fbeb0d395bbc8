//! The order of a plan's categories in an event: the category with the higher price is better.

use std::cmp::Reverse;

use crate::{SeatNo, plan::PlanIndex};

/// The plan's categories by the average price of their seats in an event, the highest first.
/// Categories with the same price, and those without a price, keep the plan's order.
///
/// The default is the plan's own order, and so are the ranks of an event whose prices follow that
/// order: such events share the data that is computed for the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct CategoryRanks(Vec<u16>);

impl CategoryRanks {
    /// The ranks at these prices, each seat with its amount in minor units. All are in one
    /// currency. Places that are no numbered seats do not count. Takes about a millisecond for a
    /// stadium.
    #[must_use]
    pub fn new(index: &PlanIndex, prices: impl IntoIterator<Item = (SeatNo, i64)>) -> Self {
        let mut sums = vec![(0_i64, 0_i64); index.plan().categories.len()];
        for (seat, amount) in prices {
            let category = index.seat(seat).map(|seat| usize::from(seat.category()));
            if let Some((sum, count)) = category.and_then(|category| sums.get_mut(category)) {
                *sum += amount;
                *count += 1;
            }
        }
        let places: Vec<usize> = (0..sums.len())
            .filter(|category| sums[*category].1 > 0)
            .collect();
        let mut dearest_first = places.clone();
        dearest_first.sort_by_key(|category| Reverse(sums[*category].0 / sums[*category].1));
        if dearest_first == places {
            return Self::default();
        }
        let mut ranks: Vec<u16> = (0..sums.len() as u16).collect();
        for (place, category) in places.into_iter().zip(dearest_first) {
            ranks[category] = place as u16;
        }
        Self(ranks)
    }

    /// The rank of a category; 0 is the best.
    pub(super) fn rank(&self, category: u16) -> u16 {
        self.0
            .get(usize::from(category))
            .copied()
            .unwrap_or(category)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{
        Shape,
        generate::{Path, PlanMaker, RowMaker, section},
    };

    /// A row of two seats for each category, from the stage backwards, and a category of standing
    /// places.
    fn index() -> PlanIndex {
        let row = |category: u16| {
            let y = f64::from(category) * 90.0;
            let path = Path::line((0.0, y), (100.0, y));
            RowMaker::centred(&(category + 1).to_string(), &path, 2, 50.0).category(category)
        };
        let stage = Shape::Rectangle {
            x: 0,
            y: -400,
            width: 200,
            height: 200,
            turn: 0,
        };
        let floor = Shape::Ellipse {
            x: 600,
            y: 0,
            rx: 100,
            ry: 100,
            turn: 0,
        };
        let plan = PlanMaker::new(
            "P",
            "Stage",
            stage,
            (50, -300),
            &["Stalls", "Circle", "Floor", "Balcony"],
        )
        .with(section("Hall", None, [row(0), row(1), row(3)]))
        .standing("floor", "Floor", 2, 2, floor)
        .finish();
        PlanIndex::new(plan)
    }

    /// The ranks of the four categories at these prices for places 0 to 7, of which the last two
    /// are standing places.
    fn ranks(prices: [i64; 8]) -> [u16; 4] {
        let ranks = CategoryRanks::new(&index(), (0..).map(SeatNo).zip(prices));
        [0, 1, 2, 3].map(|category| ranks.rank(category))
    }

    #[test]
    fn the_dearer_category_is_the_better_one_whatever_its_place_in_the_plan() {
        assert_eq!(ranks([40, 40, 90, 90, 20, 20, 99, 99]), [1, 0, 2, 3]);
        assert_eq!(
            ranks([40, 40, 30, 30, 50, 80, 99, 99]),
            [1, 3, 2, 0],
            "by the average of its seats"
        );
    }

    #[test]
    fn categories_that_are_equally_dear_keep_the_order_of_the_plan() {
        assert_eq!(ranks([40; 8]), [0, 1, 2, 3]);
        assert_eq!(ranks([20, 20, 40, 40, 40, 40, 0, 0]), [3, 0, 2, 1]);
    }

    #[test]
    fn events_whose_prices_follow_the_plan_have_the_ranks_of_the_plan() {
        let falling = CategoryRanks::new(
            &index(),
            (0..).map(SeatNo).zip([40, 40, 30, 30, 20, 20, 90, 90]),
        );
        assert_eq!(falling, CategoryRanks::default());
        assert_eq!(
            CategoryRanks::new(&index(), []),
            CategoryRanks::default(),
            "nothing is for sale"
        );
    }
}
