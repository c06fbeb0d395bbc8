//! The price level of each seat.

use std::{collections::HashMap, ops::Range};

use crate::PriceLevelId;

/// The seats of an event by price level, in ranges as long as possible.
#[derive(Debug, Clone, Default)]
pub struct PricedSeats {
    all: Vec<Range<u32>>,
    levels: HashMap<PriceLevelId, Vec<Range<u32>>>,
}

impl PricedSeats {
    /// Takes ranges in order: first seat, last seat and level.
    #[must_use]
    pub fn new(ranges: &[(u32, u32, PriceLevelId)]) -> Self {
        let mut priced = Self::default();
        for (first, last, level) in ranges {
            add(&mut priced.all, *first..last + 1);
            add(priced.levels.entry(*level).or_default(), *first..last + 1);
        }
        priced
    }

    /// The seats of a level, or of all levels. A seat without a level is not for sale.
    pub(super) fn of(&self, level: Option<PriceLevelId>) -> &[Range<u32>] {
        match level {
            None => &self.all,
            Some(level) => self.levels.get(&level).map_or(&[], Vec::as_slice),
        }
    }
}

fn add(ranges: &mut Vec<Range<u32>>, more: Range<u32>) {
    match ranges.last_mut() {
        Some(last) if last.end == more.start => last.end = more.end,
        _ => ranges.push(more),
    }
}

/// The parts of a range that these ranges cover. They must be in order.
pub(super) fn within(ranges: &[Range<u32>], of: &Range<u32>) -> impl Iterator<Item = Range<u32>> {
    let (start, end) = (of.start, of.end);
    let first = ranges.partition_point(|range| range.end <= start);
    ranges[first..]
        .iter()
        .take_while(move |range| range.start < end)
        .map(move |range| range.start.max(start)..range.end.min(end))
}

#[cfg(test)]
#[allow(
    clippy::single_range_in_vec_init,
    reason = "one range is what is expected"
)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_meet_are_one() {
        let (dear, cheap) = (PriceLevelId(1), PriceLevelId(2));
        let priced = PricedSeats::new(&[
            (0, 9, dear),
            (10, 19, dear),
            (20, 29, cheap),
            (30, 34, dear),
        ]);
        assert_eq!(priced.of(None), [0..35]);
        assert_eq!(priced.of(Some(dear)), [0..20, 30..35]);
        assert_eq!(priced.of(Some(PriceLevelId(3))), []);
    }

    #[test]
    fn ranges_are_cut_to_another_range() {
        let ranges = [2..5, 8..10, 12..20];
        assert_eq!(
            within(&ranges, &(4..13)).collect::<Vec<_>>(),
            [4..5, 8..10, 12..13]
        );
        assert_eq!(within(&ranges, &(5..8)).count(), 0);
    }
}
