//! Amounts as Stripe writes them. Its smallest unit is not always ours.

use domain::{Currency, Money};

/// The largest amount that Stripe takes.
const LARGEST: i64 = 99_999_999;

/// Currencies without decimals at Stripe.
const NO_DECIMALS: [&str; 15] = ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"];

/// Currencies with three decimals, of which the last has to be 0.
const THREE_DECIMALS: [&str; 5] = ["BHD", "JOD", "KWD", "OMR", "TND"];

/// Currencies that Stripe writes with two decimals, which have to be 00.
const NO_CENTS: [&str; 2] = ["ISK", "UGX"];

/// An amount as Stripe takes it. None where it takes no such amount.
pub(super) fn to_stripe(money: Money) -> Option<i64> {
    let (up, down, step) = scale(money.currency);
    let amount = money.amount.checked_mul(up)?;
    let fits = amount % down == 0 && (amount / down) % step == 0;
    Some(amount / down).filter(|amount| fits && (1..=LARGEST).contains(amount))
}

/// An amount as the shop counts it. None where the shop has no such amount.
pub(super) fn from_stripe(amount: i64, currency: &str) -> Option<Money> {
    let currency: Currency = currency.to_ascii_uppercase().parse().ok()?;
    let (up, down, _) = scale(currency);
    let amount = amount.checked_mul(down)?;
    (amount % up == 0).then(|| Money::new(amount / up, currency))
}

/// Ours times the first number, divided by the second, is theirs, which has to be a multiple of the third.
fn scale(currency: Currency) -> (i64, i64, i64) {
    let code = currency.code();
    let (decimals, step) = if NO_DECIMALS.contains(&code) {
        (0, 1)
    } else if THREE_DECIMALS.contains(&code) {
        (3, 10)
    } else if NO_CENTS.contains(&code) {
        (2, 100)
    } else {
        (2, 1)
    };
    let unit = |decimals: usize| 10_i64.pow(decimals as u32);
    (unit(decimals), unit(currency.decimals()), step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(amount: i64, code: &str) -> Money {
        Money::new(amount, code.parse().expect("a currency"))
    }

    #[test]
    fn each_currency_has_its_own_smallest_unit() {
        // €45, ¥4500, 4500 Icelandic crowns, 4.500 Kuwaiti dinars, 45.00 Djiboutian francs.
        for (amount, code, theirs) in
            [(4500, "EUR", 4500), (4500, "JPY", 4500), (4500, "ISK", 450_000), (4500, "KWD", 4500), (4500, "DJF", 45), (450, "JOD", 4500)]
        {
            assert_eq!(to_stripe(money(amount, code)), Some(theirs), "{code}");
            assert_eq!(from_stripe(theirs, &code.to_lowercase()), Some(money(amount, code)), "{code}");
        }
    }

    #[test]
    fn an_amount_that_stripe_does_not_take_is_refused() {
        // The last digit of a dinar has to be 0; a Djiboutian franc and a Ugandan shilling have no parts.
        for (amount, code) in
            [(0, "EUR"), (-1, "EUR"), (100_000_000, "EUR"), (4501, "KWD"), (4550, "DJF"), (4550, "UGX"), (i64::MAX, "ISK")]
        {
            assert_eq!(to_stripe(money(amount, code)), None, "{amount} {code}");
        }
        assert_eq!((from_stripe(450_050, "isk"), from_stripe(4500, "euro")), (None, None));
    }
}
