//! What a receipt lists, and the VAT within it.

use serde::{Deserialize, Serialize};

/// A line of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    /// What was sold, in words: "Stalls, row 4, seat 12".
    pub what: String,
    /// What was paid for it, in minor units, VAT included.
    pub amount: i64,
    /// The VAT within that, in minor units.
    pub vat: i64,
}

/// The VAT within each of these amounts, at a rate in basis points (1,000 is 10 %). Its sum is the VAT within the sum of the amounts, rounded
/// to the minor unit, so that lines and total of a receipt agree; each line differs by at most one unit from its own rounding.
#[must_use]
pub fn vat_within(amounts: &[i64], basis_points: u32) -> Vec<i64> {
    let rate = i128::from(basis_points);
    let within = |amount: i64| {
        let (part, whole) = (i128::from(amount) * rate, 10_000 + rate);
        // Half a unit counts as a whole one. It is less than the amount.
        ((2 * part + whole) / (2 * whole)) as i64
    };
    let (mut sum, mut told) = (0_i64, 0_i64);
    amounts
        .iter()
        .map(|amount| {
            sum += amount;
            let vat = within(sum) - told;
            told += vat;
            vat
        })
        .collect()
}

/// The VAT in a part of what a line of a receipt says: half of the amount has half of the VAT, rounded to the minor unit, and all of it has
/// all. So the credit notes of a receipt whose tickets all come back in full have its VAT, to the cent.
#[must_use]
pub fn vat_pro_rata(line: &ReceiptLine, amount: i64) -> i64 {
    if line.amount <= 0 {
        return 0;
    }
    let (vat, part, whole) = (i128::from(line.vat), i128::from(amount), i128::from(line.amount));
    // Half a unit counts as a whole one. A part of the VAT is no more than the VAT.
    ((2 * vat * part + whole) / (2 * whole)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vat_of_a_part_is_a_part_of_the_vat() {
        let line = |amount, vat| ReceiptLine { what: String::new(), amount, vat };
        assert_eq!(vat_pro_rata(&line(4_500, 409), 4_500), 409);
        assert_eq!(vat_pro_rata(&line(4_500, 409), 2_250), 205);
        assert_eq!(vat_pro_rata(&line(4_500, 409), 0), 0);
        assert_eq!(vat_pro_rata(&line(0, 0), 0), 0);
        assert_eq!(vat_pro_rata(&line(99_999_999, 20_318_725), 99_999_999), 20_318_725);
    }

    #[test]
    fn the_vat_of_the_lines_is_that_of_the_total() {
        // 45.00 € at 10 %: 4.0909… in each, 12.2727… in three.
        assert_eq!(vat_within(&[4_500, 4_500, 4_500], 1_000), [409, 409, 409]);
        assert_eq!(vat_within(&[4_500; 10], 1_000).iter().sum::<i64>(), 4_091);
        for rate in [0, 250, 700, 1_000, 1_400, 1_900, 2_550] {
            for amounts in [vec![], vec![0, 1], vec![1, 2, 3, 999], vec![3_333; 7], vec![99_999_999, 1]] {
                let lines = vat_within(&amounts, rate);
                let total = vat_within(&[amounts.iter().sum()], rate);
                assert_eq!(lines.iter().sum::<i64>(), total[0], "{amounts:?} at {rate}");
                assert!(lines.iter().zip(&amounts).all(|(vat, amount)| (0..=*amount).contains(vat)), "{lines:?}");
            }
        }
    }
}
