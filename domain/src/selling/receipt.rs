//! The lines of a receipt and their VAT.

use serde::{Deserialize, Serialize};

/// A line of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    /// The item: "Stalls, row 4, seat 12".
    pub what: String,
    /// The price that was paid, in minor units, VAT included.
    pub amount: i64,
    /// The VAT in `amount`, in minor units.
    pub vat: i64,
}

/// The VAT in each of these amounts, at a rate in basis points (1,000 is 10 %). The sum is the VAT
/// in the sum of the amounts, rounded to the minor unit, so the lines of a receipt add up to its
/// total. Each result differs from the rounded VAT of its amount by at most one unit.
#[must_use]
pub fn vat_within(amounts: &[i64], basis_points: u32) -> Vec<i64> {
    let rate = i128::from(basis_points);
    let within = |amount: i64| {
        let (part, whole) = (i128::from(amount) * rate, 10_000 + rate);
        // Rounds half a unit up. The result is less than the amount.
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

/// The VAT in a part of a line: half of the amount has half of the VAT, rounded to the minor unit,
/// and the whole amount has all of it. So the credit notes of a completely refunded receipt have
/// exactly its VAT.
#[must_use]
pub fn vat_pro_rata(line: &ReceiptLine, amount: i64) -> i64 {
    if line.amount <= 0 {
        return 0;
    }
    let (vat, part, whole) = (
        i128::from(line.vat),
        i128::from(amount),
        i128::from(line.amount),
    );
    // Rounds half a unit up. The VAT of a part is at most the VAT of the line.
    ((2 * vat * part + whole) / (2 * whole)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vat_of_a_part_is_a_part_of_the_vat() {
        let line = |amount, vat| ReceiptLine {
            what: String::new(),
            amount,
            vat,
        };
        assert_eq!(vat_pro_rata(&line(4_500, 409), 4_500), 409);
        assert_eq!(vat_pro_rata(&line(4_500, 409), 2_250), 205);
        assert_eq!(vat_pro_rata(&line(4_500, 409), 0), 0);
        assert_eq!(vat_pro_rata(&line(0, 0), 0), 0);
        assert_eq!(
            vat_pro_rata(&line(99_999_999, 20_318_725), 99_999_999),
            20_318_725
        );
    }

    #[test]
    fn the_vat_of_the_lines_adds_up_to_the_vat_of_the_total() {
        // The VAT of 45.00 € at 10 % is 4.0909…; the VAT of three such lines is 12.2727….
        assert_eq!(vat_within(&[4_500, 4_500, 4_500], 1_000), [409, 409, 409]);
        assert_eq!(vat_within(&[4_500; 10], 1_000).iter().sum::<i64>(), 4_091);
        for rate in [0, 250, 700, 1_000, 1_400, 1_900, 2_550] {
            for amounts in [
                vec![],
                vec![0, 1],
                vec![1, 2, 3, 999],
                vec![3_333; 7],
                vec![99_999_999, 1],
            ] {
                let lines = vat_within(&amounts, rate);
                let total = vat_within(&[amounts.iter().sum()], rate);
                assert_eq!(lines.iter().sum::<i64>(), total[0], "{amounts:?} at {rate}");
                assert!(
                    lines
                        .iter()
                        .zip(&amounts)
                        .all(|(vat, amount)| (0..=*amount).contains(vat)),
                    "{lines:?}"
                );
            }
        }
    }
}
