//! Seats in place of lost ones: together if possible, else in pieces.

use super::cost::Vicinity;
use crate::{SeatNo, plan::PlanIndex};

/// The request for the next piece: neighbouring available seats.
pub(super) struct NextPiece<'a> {
    /// The vicinity: seats near it cost least.
    pub near: Vicinity,
    /// The number of seats.
    pub size: u32,
    /// The least number of wheelchair places among them.
    pub wheelchairs: u32,
    /// The seats of the earlier pieces. They are no longer available.
    pub found: &'a [SeatNo],
}

/// This many available seats near others, in order of their numbers. Fewer if there are not enough.
/// If they cannot be together, this takes the largest pieces, each near the earlier ones, but
/// smaller pieces if these keep somebody from sitting alone. If wheelchair places are wanted, each
/// piece has one, so that no companion sits without a wheelchair user.
///
/// `find` returns the first seat of a piece. If there is no piece of this size, it returns the
/// length of the longest run of available seats.
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
            wheelchairs: if size == count {
                wheelchairs
            } else {
                wheelchairs.min(1)
            },
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

/// The size of the next piece. It leaves two people rather than one for the piece after it.
fn size_of_next(left: u32, longest: u32) -> u32 {
    let size = left.min(longest);
    if size > 2 && size + 1 == left {
        size - 1
    } else {
        size
    }
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
