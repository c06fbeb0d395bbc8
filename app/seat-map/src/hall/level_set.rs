//! A set of price levels, for the filter.

/// The maximum number of levels of a hall: a level's index is a byte.
const MOST: usize = 256;

/// A bit set of price level indices. It is `Copy`, because everything that draws or counts seats
/// holds a copy of the filter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LevelSet([u64; MOST / 64]);

impl LevelSet {
    /// Whether no level is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether this level is in the set.
    #[must_use]
    pub fn contains(&self, level: usize) -> bool {
        self.0
            .get(level / 64)
            .is_some_and(|bits| (bits >> (level % 64)) & 1 == 1)
    }

    /// Adds or removes a level. Levels beyond the 256 of a hall are ignored.
    pub fn toggle(&mut self, level: usize) {
        if let Some(bits) = self.0.get_mut(level / 64) {
            *bits ^= 1 << (level % 64);
        }
    }

    /// Whether the filter shows a seat of this level. An empty set shows every seat.
    #[must_use]
    pub fn shows(&self, level: Option<usize>) -> bool {
        self.is_empty() || level.is_some_and(|level| self.contains(level))
    }
}

impl FromIterator<usize> for LevelSet {
    fn from_iter<T: IntoIterator<Item = usize>>(levels: T) -> Self {
        let mut set = Self::default();
        for level in levels {
            if !set.contains(level) {
                set.toggle(level);
            }
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_set_shows_every_seat() {
        let none = LevelSet::default();
        assert!(none.is_empty());
        assert!(none.shows(Some(3)) && none.shows(None));
    }

    #[test]
    fn two_chosen_prices_show_the_seats_of_both() {
        let both = LevelSet::from_iter([0, 2, 2]);
        assert_eq!(
            [0, 1, 2].map(|level| both.shows(Some(level))),
            [true, false, true]
        );
        assert!(
            !both.shows(None),
            "a seat without a price has neither level"
        );
    }

    #[test]
    fn toggling_a_level_twice_removes_it() {
        let mut set = LevelSet::default();
        for level in [0, 64, 255] {
            set.toggle(level);
            assert!(set.contains(level));
            set.toggle(level);
        }
        assert!(set.is_empty());
    }

    #[test]
    fn a_level_that_no_hall_has_is_in_no_set() {
        let mut set = LevelSet::default();
        set.toggle(MOST);
        assert!(set.is_empty() && !set.contains(MOST));
    }
}
