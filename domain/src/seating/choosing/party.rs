//! Good seats for a party at one tap, shown before anybody holds them.
//!
//! They are chosen in the browser, from statuses that it has anyway: in an on-sale this costs the server nothing. So that not all fans
//! choose the same, chance picks one of the groups that are nearly as good as the best. Where two meet even so, the sale desk offers
//! the second one others. Who wants the very best leaves the choice to the desk ("Hold the best seats"): that is the best of these groups.

use super::House;
use crate::{SeatNo, seating::quality::qualities};

/// One of so many of the best groups is chosen among.
const SHARE: usize = 16;
/// From so many groups at least, as far as there are any.
const LEAST: usize = 8;
/// And from so many at the most: all of them are good.
const MOST: usize = 200;

/// What a party wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party {
    /// How many they are.
    pub size: u32,
    /// Wheelchair places, and those beside them, with at least one of the former. Others are not given these.
    pub accessible: bool,
    /// Only at this price; see [`House::new`].
    pub price: Option<i64>,
}

/// Free seats beside each other for a party, good ones; none where no row has as many together. `chance` is from 0 to 1: another one,
/// another group.
#[must_use]
pub fn together(house: &House<'_>, party: Party, chance: f64) -> Option<Vec<SeatNo>> {
    let plan = house.index.plan();
    let centres: Vec<_> = house.index.seats().map(|seat| seat.centre()).collect();
    let categories: Vec<_> = house.index.seats().map(|seat| seat.category()).collect();
    let cost = qualities(plan.stage.focus, &centres, &categories);
    let fits = |seat: u32| house.special(seat) == party.accessible && party.price.is_none_or(|price| house.price(seat) == Some(price));
    let size = party.size.max(1);
    let mut groups = Vec::new();
    house.each_group(size, u32::from(party.accessible), &fits, &|seat| cost[seat as usize], &mut |group| groups.push(group));
    groups.sort_unstable();
    // Where the best group leaves no orphan, chance leaves none.
    let fewest = groups.first()?.orphans;
    groups.retain(|group| group.orphans <= fewest);
    let good = (groups.len() / SHARE).clamp(LEAST, MOST).min(groups.len());
    let group = groups[((chance.clamp(0.0, 1.0) * good as f64) as usize).min(good - 1)];
    Some((group.first..group.first + size).map(SeatNo).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::seating::choosing::{leaves_single, testing::Drawn};

    fn pair() -> Party {
        Party { size: 2, accessible: false, price: None }
    }

    fn find(rows: &[&str], party: Party, chance: f64) -> Option<Vec<u32>> {
        Drawn::new(rows).with(|house| together(house, party, chance)).map(|seats| seats.into_iter().map(|seat| seat.0).collect())
    }

    #[test]
    fn the_best_group_is_in_front_and_in_the_middle() {
        assert_eq!(find(&["..........", ".........."], pair(), 0.0), Some(vec![4, 5]));
        assert_eq!(find(&["##########", ".........."], pair(), 0.0), Some(vec![14, 15]));
    }

    #[test]
    fn chance_spreads_the_choice_over_good_groups_none_of_which_leaves_a_single_seat() {
        let rows = ["...................."; 12];
        let hall = Drawn::new(&rows);
        let mut starts = BTreeSet::new();
        for chance in 0..40 {
            let seats = hall.with(|house| together(house, pair(), f64::from(chance) / 39.0)).expect("there is room");
            assert_eq!(hall.with(|house| leaves_single(house, &seats)), None);
            starts.insert(seats[0]);
        }
        assert!(starts.len() >= 10, "{starts:?}");
        assert!(starts.iter().all(|seat| seat.0 < 5 * 20), "in the front rows: {starts:?}");
    }

    #[test]
    fn a_group_that_leaves_an_orphan_counts_as_four_rows_further_back() {
        let taken = "#########";
        let near = ["###...###", taken, taken, "###..####"];
        for chance in [0.0, 0.5, 1.0] {
            assert_eq!(find(&near, pair(), chance), Some(vec![30, 31]), "three rows back, and never by chance the orphan");
        }
        let far = ["###...###", taken, taken, taken, taken, taken, "###..####"];
        assert_eq!(find(&far, pair(), 0.0), Some(vec![4, 5]), "not six rows back");
    }

    #[test]
    fn no_party_is_parted_by_an_aisle_or_a_taken_seat() {
        assert_eq!(find(&["..#..|..#."], Party { size: 3, ..pair() }, 0.5), None);
        assert_eq!(find(&["..#..|...#"], Party { size: 3, ..pair() }, 1.0), Some(vec![5, 6, 7]));
    }

    #[test]
    fn a_price_and_wheelchair_places_are_kept_to() {
        assert_eq!(find(&["......", "$$...."], Party { price: Some(2), ..pair() }, 0.0), Some(vec![6, 7]));
        assert_eq!(find(&["..cwc.", "......"], Party { accessible: true, ..pair() }, 0.0).map(|seats| seats.contains(&3)), Some(true));
        assert_eq!(find(&["cc...."], Party { accessible: true, ..pair() }, 0.0), None, "company alone is no wheelchair place");
        assert_eq!(find(&["ww"], pair(), 0.0), None, "who did not ask for them leaves them to others");
    }
}
