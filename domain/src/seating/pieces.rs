//! Seats in place of lost ones: together where that is possible, else in pieces.

use super::cost::Vicinity;
use crate::{SeatNo, plan::PlanIndex};

/// Free seats beside each other that are to be found next.
pub(super) struct NextPiece<'a> {
    /// Where they should be: these seats cost least.
    pub near: Vicinity,
    /// How many.
    pub size: u32,
    /// How many of them must be wheelchair places, at least.
    pub wheelchairs: u32,
    /// The seats that were found before. They are no longer free.
    pub found: &'a [SeatNo],
}

/// So many free seats near to others, in order of their numbers; fewer where there are no more. Where they cannot be together, the largest
/// pieces are taken, each near those found before it, but smaller ones where that keeps somebody from sitting alone. Where wheelchair
/// places are wanted, each piece has one: nobody comes along alone.
///
/// `find` looks for a piece and says which seat is its first. Where there is none, it says how many free seats beside each other there can
/// be at most.
pub(super) fn in_pieces(
    index: &PlanIndex,
    near: &[SeatNo],
    count: u32,
    wheelchairs: u32,
    find: &mut dyn FnMut(&NextPiece<'_>) -> Result<u32, u32>,
) -> Vec<SeatNo> {
    let mut found: Vec<SeatNo> = Vec::new();
    let mut longest = count;
    loop {
        let size = size_of_next(count - found.len() as u32, longest);
        if size == 0 {
            break;
        }
        let next = NextPiece {
            near: Vicinity::new(index, if found.is_empty() { near } else { &found }),
            size,
            wheelchairs: if size == count { wheelchairs } else { wheelchairs.min(1) },
            found: &found,
        };
        match find(&next) {
            Ok(first) => found.extend((first..first + size).map(SeatNo)),
            Err(most) => longest = most.min(size - 1),
        }
    }
    found.sort_unstable();
    found
}

/// How many of those who have no seat yet sit in the next piece. Two rather than one are left for the piece after it.
fn size_of_next(left: u32, longest: u32) -> u32 {
    let size = left.min(longest);
    if size > 2 && size + 1 == left { size - 1 } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_left_alone_where_smaller_pieces_avoid_it() {
        let sizes = |party: u32, longest: u32| {
            let mut left = party;
            std::iter::from_fn(move || {
                let size = size_of_next(left, longest);
                left -= size;
                (size > 0).then_some(size)
            })
            .collect::<Vec<_>>()
        };
        assert_eq!(sizes(4, 4), [4]);
        assert_eq!(sizes(4, 3), [2, 2]);
        assert_eq!(sizes(7, 3), [3, 2, 2]);
        assert_eq!(sizes(10, 9), [8, 2]);
        assert_eq!(sizes(3, 2), [2, 1], "three make no two pairs");
        assert_eq!(sizes(2, 1), [1, 1]);
        assert_eq!(sizes(2, 0), [0; 0]);
    }
}
