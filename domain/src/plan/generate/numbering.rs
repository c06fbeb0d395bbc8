//! Numbers of seats and names of rows.

/// The numbering of a row, from its first seat to its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// Upwards from this number: 1, 2, 3…
    Up(u32),
    /// Downwards to this number, which the last seat has: 12, 11, 10…
    Down(u32),
    /// From the middle outwards, as in old theatres: …5, 3, 1, 2, 4, 6…
    OddEven,
}

impl Numbering {
    /// The numbers of a row with this many seats.
    #[must_use]
    pub fn of(self, seats: usize) -> Vec<String> {
        let seats = seats as u32;
        let numbers: Vec<u32> = match self {
            Self::Up(first) => (first..first + seats).collect(),
            Self::Down(last) => (last..last + seats).rev().collect(),
            Self::OddEven => {
                let odd = (1..=seats).filter(|number| number % 2 == 1).rev();
                odd.chain((1..=seats).filter(|number| number % 2 == 0))
                    .collect()
            }
        };
        numbers.iter().map(u32::to_string).collect()
    }
}

/// The letters of a row: A…Z, AA, AB… without I and O, which look like digits.
#[must_use]
pub fn row_letters(index: usize) -> String {
    const LETTERS: &[u8; 24] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    let letter = |of: usize| char::from(LETTERS[of % LETTERS.len()]);
    match index / LETTERS.len() {
        0 => letter(index).to_string(),
        round => format!("{}{}", letter(round - 1), letter(index)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_numbered_up_down_and_from_the_middle() {
        assert_eq!(Numbering::Up(17).of(3), ["17", "18", "19"]);
        assert_eq!(Numbering::Down(1).of(3), ["3", "2", "1"]);
        assert_eq!(Numbering::OddEven.of(5), ["5", "3", "1", "2", "4"]);
    }

    #[test]
    fn the_letters_of_rows_leave_out_those_that_look_like_digits() {
        assert_eq!(row_letters(0), "A");
        assert_eq!(row_letters(8), "J");
        assert_eq!(row_letters(23), "Z");
        assert_eq!(row_letters(24), "AA");
        assert_eq!(row_letters(48), "BA");
    }
}
