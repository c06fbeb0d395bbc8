//! Finds good seats for a party with one tap, before a hold.
//!
//! The browser chooses them from the statuses that it already has, so an on-sale costs the server
//! nothing. Chance picks one of the groups that are nearly as good as the best, so that fans choose
//! different ones. If two fans still choose the same seats, the sale desk offers others to the
//! second fan, or holds the best seats that are left if the request says so (`otherwise`).

use super::{House, groups::SeatGroup};
use crate::{
    SeatNo,
    seating::{CategoryRanks, quality::qualities},
};

/// Chance picks among the best sixteenth of all groups.
const SHARE: usize = 16;
/// Chance picks among at least this many groups, if enough groups exist.
const LEAST: usize = 8;
/// Chance picks among at most this many groups: there are enough good ones.
const MOST: usize = 200;

/// The seats that a party wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party {
    /// The number of people.
    pub size: u32,
    /// Only wheelchair and companions' places, with at least one wheelchair place. If false, none
    /// of these.
    pub accessible: bool,
    /// Only seats with this price, as in [`House::new`].
    pub price: Option<i64>,
    /// Only in the section with this index in the plan.
    pub section: Option<usize>,
}

/// Good neighbouring seats for a party. None if no row has enough of them together. `ranks` has the
/// order of the categories. `chance` is a number from 0 to 1 that selects the group.
#[must_use]
pub fn together(
    house: &House<'_>,
    ranks: &CategoryRanks,
    party: Party,
    chance: f64,
) -> Option<Vec<SeatNo>> {
    candidates(house, ranks, party, chance, 1)
        .into_iter()
        .next()
}

/// At most this many groups of good neighbouring seats, none of which share a seat. Chance selects
/// the first, as for [`together`]. The others are the best groups of other sections and prices, so
/// that a buyer can compare; if there are too few of these, the best remaining groups.
#[must_use]
pub fn candidates(
    house: &House<'_>,
    ranks: &CategoryRanks,
    party: Party,
    chance: f64,
    most: usize,
) -> Vec<Vec<SeatNo>> {
    let groups = good_groups(house, ranks, party);
    // Chance never picks a group with more notes than the best one.
    let best_notes = groups.first().map(SeatGroup::notes);
    let as_free = groups
        .iter()
        .take_while(|group| Some(group.notes()) == best_notes)
        .count();
    let good = (groups.len() / SHARE).clamp(LEAST, MOST).min(as_free);
    let selected = ((chance.clamp(0.0, 1.0) * good as f64) as usize).min(good.saturating_sub(1));
    let mut found: Vec<SeatGroup> = groups.get(selected).copied().into_iter().collect();
    let size = party.size.max(1);
    let kind = |group: &SeatGroup| {
        (
            house
                .index
                .seat(SeatNo(group.first))
                .map(|seat| seat.section_index),
            house.price(group.first),
        )
    };
    for is_other_kind in [true, false] {
        for group in &groups {
            let is_apart = |other: &SeatGroup| {
                group.first.abs_diff(other.first) >= size
                    && (!is_other_kind || kind(group) != kind(other))
            };
            if found.len() < most && found.iter().all(is_apart) {
                found.push(*group);
            }
        }
    }
    found
        .iter()
        .map(|group| (group.first..group.first + size).map(SeatNo).collect())
        .collect()
}

/// The groups of neighbouring seats for a party, the best first.
fn good_groups(house: &House<'_>, ranks: &CategoryRanks, party: Party) -> Vec<SeatGroup> {
    let plan = house.index.plan();
    let centres: Vec<_> = house.index.seats().map(|seat| seat.centre()).collect();
    let ranks: Vec<_> = house
        .index
        .seats()
        .map(|seat| ranks.rank(seat.category()))
        .collect();
    let noted: Vec<_> = house.index.seats().map(|seat| seat.has_note()).collect();
    let cost = qualities(plan.stage.focus, &centres, &ranks, &noted);
    let in_section = |seat: u32, section: usize| {
        house
            .index
            .seat(SeatNo(seat))
            .is_some_and(|seat| usize::from(seat.section_index) == section)
    };
    let fits = |seat: u32| {
        house.special(seat) == party.accessible
            && party
                .price
                .is_none_or(|price| house.price(seat) == Some(price))
            && party
                .section
                .is_none_or(|section| in_section(seat, section))
    };
    let size = party.size.max(1);
    let mut groups = Vec::new();
    house.each_group(
        size,
        u32::from(party.accessible),
        &fits,
        &|seat| cost[seat as usize],
        &mut |group| groups.push(group),
    );
    groups.sort_unstable();
    // If the best group leaves no orphan, the others must leave none either.
    let fewest = groups.first().map_or(0, |group| group.orphans);
    groups.retain(|group| group.orphans <= fewest);
    // The groups with the fewest notes come first. At a price where seats without notes fit, others
    // are not offered.
    let mut fewest_notes: Vec<(Option<i64>, u64)> = Vec::new();
    groups.retain(|group| {
        let price = house.price(group.first);
        match fewest_notes.iter().find(|(of, _)| *of == price) {
            Some((_, notes)) => group.notes() <= *notes,
            None => {
                fewest_notes.push((price, group.notes()));
                true
            }
        }
    });
    groups
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::seating::choosing::{leaves_orphan, testing::DrawnHall};

    fn pair() -> Party {
        Party {
            size: 2,
            accessible: false,
            price: None,
            section: None,
        }
    }

    fn find(rows: &[&str], party: Party, chance: f64) -> Option<Vec<u32>> {
        let hall = DrawnHall::new(rows);
        hall.with(|house| together(house, &hall.ranks, party, chance))
            .map(|seats| seats.into_iter().map(|seat| seat.0).collect())
    }

    #[test]
    fn the_best_group_is_in_front_and_in_the_middle() {
        assert_eq!(
            find(&["..........", ".........."], pair(), 0.0),
            Some(vec![4, 5])
        );
        assert_eq!(
            find(&["##########", ".........."], pair(), 0.0),
            Some(vec![14, 15])
        );
    }

    #[test]
    fn chance_spreads_the_choice_over_good_groups_none_of_which_leaves_a_single_seat() {
        let rows = ["...................."; 12];
        let hall = DrawnHall::new(&rows);
        let mut starts = BTreeSet::new();
        for chance in 0..40 {
            let seats = hall
                .with(|house| together(house, &hall.ranks, pair(), f64::from(chance) / 39.0))
                .expect("there is room");
            assert_eq!(hall.with(|house| leaves_orphan(house, &seats)), None);
            starts.insert(seats[0]);
        }
        assert!(starts.len() >= 10, "{starts:?}");
        assert!(
            starts.iter().all(|seat| seat.0 < 5 * 20),
            "in the front rows: {starts:?}"
        );
    }

    #[test]
    fn a_group_that_leaves_an_orphan_counts_as_four_rows_further_back() {
        let taken = "#########";
        let near = ["###...###", taken, taken, "###..####"];
        for chance in [0.0, 0.5, 1.0] {
            assert_eq!(
                find(&near, pair(), chance),
                Some(vec![30, 31]),
                "three rows back is better, and chance never picks the orphan"
            );
        }
        let far = ["###...###", taken, taken, taken, taken, taken, "###..####"];
        assert_eq!(
            find(&far, pair(), 0.0),
            Some(vec![4, 5]),
            "not six rows back"
        );
    }

    #[test]
    fn no_party_is_parted_by_an_aisle_or_a_taken_seat() {
        assert_eq!(
            find(&["..#..|..#."], Party { size: 3, ..pair() }, 0.5),
            None
        );
        assert_eq!(
            find(&["..#..|...#"], Party { size: 3, ..pair() }, 1.0),
            Some(vec![5, 6, 7])
        );
    }

    #[test]
    fn a_party_is_seated_only_in_its_section() {
        let halls = ["..........", "=", ".........."];
        assert_eq!(
            find(
                &halls,
                Party {
                    section: Some(1),
                    ..pair()
                },
                0.0
            ),
            Some(vec![14, 15])
        );
        assert_eq!(
            find(
                &["....", "=", "##.#"],
                Party {
                    section: Some(1),
                    ..pair()
                },
                0.0
            ),
            None
        );
    }

    #[test]
    fn a_buyer_compares_groups_of_other_sections_and_prices_first() {
        let hall = DrawnHall::new(&["..........", "$$$$$$$$$$", "=", ".........."]);
        let found = hall.with(|house| candidates(house, &hall.ranks, pair(), 0.0, 3));
        let firsts: Vec<u32> = found.iter().map(|seats| seats[0].0).collect();
        assert_eq!(firsts.len(), 3);
        for row in [0..10, 10..20, 20..30] {
            assert!(
                firsts.iter().any(|first| row.contains(first)),
                "{row:?}: {firsts:?}"
            );
        }
    }

    #[test]
    fn groups_to_compare_share_no_seat_and_may_be_fewer_than_requested() {
        let hall = DrawnHall::new(&["....."]);
        let found = hall.with(|house| candidates(house, &hall.ranks, pair(), 0.0, 3));
        let seats: Vec<SeatNo> = found.iter().flatten().copied().collect();
        assert_eq!(
            seats.iter().collect::<BTreeSet<_>>().len(),
            seats.len(),
            "{found:?}"
        );
        assert!((1..=2).contains(&found.len()), "{found:?}");
        let full = DrawnHall::new(&["##"]);
        assert_eq!(
            full.with(|house| candidates(house, &full.ranks, pair(), 0.0, 3)),
            Vec::<Vec<SeatNo>>::new()
        );
    }

    #[test]
    fn a_party_gets_seats_with_a_note_only_if_no_others_fit() {
        let rows = ["nnnnnn..", "nnnnnnnn"];
        for chance in [0.0, 0.5, 1.0] {
            assert_eq!(find(&rows, pair(), chance), Some(vec![6, 7]));
            assert_eq!(
                find(&rows, Party { size: 3, ..pair() }, chance),
                Some(vec![5, 6, 7]),
                "as few of them as possible"
            );
        }
    }

    #[test]
    fn a_buyer_compares_seats_with_a_note_only_at_prices_that_have_no_others() {
        let found = |rows: &[&str]| {
            let hall = DrawnHall::new(rows);
            let mut found = hall.with(|house| candidates(house, &hall.ranks, pair(), 0.0, 3));
            found.sort_unstable();
            found.iter().map(|seats| seats[0].0).collect::<Vec<_>>()
        };
        assert_eq!(found(&["..nnnn", "=", "$$nnnn"]), [0, 6]);
        assert_eq!(found(&["nn##nn", "=", "$$####"]), [0, 4, 6]);
    }

    #[test]
    fn a_party_gets_only_seats_of_its_price_and_kind() {
        assert_eq!(
            find(
                &["......", "$$...."],
                Party {
                    price: Some(2),
                    ..pair()
                },
                0.0
            ),
            Some(vec![6, 7])
        );
        assert_eq!(
            find(
                &["..cwc.", "......"],
                Party {
                    accessible: true,
                    ..pair()
                },
                0.0
            )
            .map(|seats| seats.contains(&3)),
            Some(true)
        );
        assert_eq!(
            find(
                &["cc...."],
                Party {
                    accessible: true,
                    ..pair()
                },
                0.0
            ),
            None,
            "companions' places alone include no wheelchair place"
        );
        assert_eq!(
            find(&["ww"], pair(), 0.0),
            None,
            "a party that did not ask for them leaves them to others"
        );
    }
}
