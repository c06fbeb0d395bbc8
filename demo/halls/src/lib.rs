//! The halls of the demo season, each in a file. Sibelius Hall is real, seat for seat; the others
//! are invented.

mod antwerp;
mod dublin;
mod lahti;
mod porto;

use domain::plan::SeatingPlan;

pub use antwerp::{arena_court, arena_round};
pub use dublin::concert_hall;
pub use lahti::sibelius_hall;
pub use porto::{stadium_concert, stadium_match};

/// Every plan of the demo season.
#[must_use]
pub fn all() -> Vec<SeatingPlan> {
    vec![
        sibelius_hall(),
        concert_hall(),
        arena_round(),
        arena_court(),
        stadium_match(),
        stadium_concert(),
    ]
}

#[cfg(test)]
mod tests {
    use domain::plan::generate::overlaps;

    use super::*;

    #[test]
    fn no_hall_has_faults() {
        for plan in all() {
            assert_eq!(plan.faults(), [], "{}", plan.name);
            assert_eq!(overlaps(&plan, 5), [], "{}", plan.name);
            assert!((4..=6).contains(&plan.categories.len()), "{}", plan.name);
            let rows = || plan.sections.iter().flat_map(|section| &section.rows);
            assert!(
                rows().any(|row| !row.accessible.is_empty() && !row.companion.is_empty()),
                "{} has places for wheelchairs",
                plan.name
            );
            assert!(
                rows().any(|row| !row.notes.is_empty()),
                "{} has notes",
                plan.name
            );
            for category in 0..plan.categories.len() as u16 {
                let seated = rows().any(|row| {
                    (0..row.numbers.len() as u16).any(|seat| row.category_of(seat) == category)
                });
                assert!(
                    seated || plan.areas.iter().any(|area| area.category == category),
                    "{}: category {category} is used",
                    plan.name
                );
            }
        }
    }

    #[test]
    fn the_halls_have_their_documented_sizes() {
        assert_eq!(sibelius_hall().capacity(), 1229);
        assert_eq!(concert_hall().capacity(), 2200);
        assert!(
            (17_000..=19_000).contains(&arena_round().capacity()),
            "{}",
            arena_round().capacity()
        );
        assert!(
            arena_round()
                .areas
                .iter()
                .map(|area| area.capacity)
                .sum::<u32>()
                >= 2000
        );
        assert!(
            (48_000..=52_000).contains(&stadium_match().capacity()),
            "{}",
            stadium_match().capacity()
        );
        assert!(
            (40_000..=60_000).contains(&stadium_concert().capacity()),
            "{}",
            stadium_concert().capacity()
        );
    }
}
