//! Amounts in Stripe's notation. Its smallest unit sometimes differs from ours.

use domain::{Currency, Money};

/// The largest amount that Stripe takes.
const LARGEST: i64 = 99_999_999;

/// The currencies whose number of decimals at Stripe differs from ISO 4217
/// ([`Currency::decimals`]), with Stripe's number (docs.stripe.com/currencies). Króna and shilling
/// have two decimals there, which are always 00.
const OTHER_DECIMALS: [(&str, usize); 3] = [("ISK", 2), ("MGA", 0), ("UGX", 2)];

/// Amounts with three decimals must be a multiple of this, because Stripe requires a last digit of
/// 0.
const STEP_OF_THREE: i64 = 10;

/// The smallest payments, in Stripe's notation (docs.stripe.com/currencies). If Stripe converts to
/// another currency, the minimum of that currency applies too. Only Stripe knows it.
const SMALLEST: [(&str, i64); 24] = [
    ("AED", 200),
    ("AUD", 50),
    ("BGN", 100),
    ("BRL", 50),
    ("CAD", 50),
    ("CHF", 50),
    ("CZK", 1_500),
    ("DKK", 250),
    ("EUR", 50),
    ("GBP", 30),
    ("HKD", 400),
    ("HUF", 17_500),
    ("INR", 50),
    ("JPY", 50),
    ("MXN", 1_000),
    ("MYR", 200),
    ("NOK", 300),
    ("NZD", 50),
    ("PLN", 200),
    ("RON", 200),
    ("SEK", 300),
    ("SGD", 50),
    ("THB", 1_000),
    ("USD", 50),
];

/// The smallest payment in a currency, in Stripe's notation. Refunds may be smaller.
pub(super) fn smallest(currency: Currency) -> i64 {
    SMALLEST
        .iter()
        .find(|(code, _)| *code == currency.code())
        .map_or(1, |(_, amount)| *amount)
}

/// An amount in Stripe's notation. None if Stripe does not accept it.
pub(super) fn to_stripe(money: Money) -> Option<i64> {
    let (up, down, step) = scale(money.currency);
    let amount = money.amount.checked_mul(up)?;
    let fits = amount % down == 0 && (amount / down) % step == 0;
    Some(amount / down).filter(|amount| fits && (1..=LARGEST).contains(amount))
}

/// An amount in the shop's notation. None if the shop cannot represent it.
pub(super) fn from_stripe(amount: i64, currency: &str) -> Option<Money> {
    let currency: Currency = currency.to_ascii_uppercase().parse().ok()?;
    let (up, down, _) = scale(currency);
    let amount = amount.checked_mul(down)?;
    (amount % up == 0).then(|| Money::new(amount / up, currency))
}

/// Our amount times the first number, divided by the second, is Stripe's amount, which must be a
/// multiple of the third.
fn scale(currency: Currency) -> (i64, i64, i64) {
    let ours = currency.decimals();
    let theirs = OTHER_DECIMALS
        .iter()
        .find(|(code, _)| *code == currency.code())
        .map_or(ours, |(_, decimals)| *decimals);
    let unit = |decimals: usize| 10_i64.pow(decimals as u32);
    (
        unit(theirs),
        unit(ours),
        if theirs == 3 { STEP_OF_THREE } else { 1 },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(amount: i64, code: &str) -> Money {
        Money::new(amount, code.parse().expect("a currency"))
    }

    #[test]
    fn each_currency_has_its_own_smallest_unit() {
        // €45, ¥4500, 4500 Icelandic crowns, 4.500 dinars, 4500 francs, 45.00 Malagasy ariary, 4500
        // Ugandan shillings.
        for (amount, code, theirs) in [
            (4500, "EUR", 4500),
            (4500, "JPY", 4500),
            (4500, "ISK", 450_000),
            (4500, "KWD", 4500),
            (4500, "JOD", 4500),
            (4500, "XOF", 4500),
            (4500, "MGA", 45),
            (4500, "UGX", 450_000),
        ] {
            assert_eq!(to_stripe(money(amount, code)), Some(theirs), "{code}");
            assert_eq!(
                from_stripe(theirs, &code.to_lowercase()),
                Some(money(amount, code)),
                "{code}"
            );
        }
    }

    #[test]
    fn the_smallest_payment_is_worth_about_half_a_euro() {
        let smallest = |code: &str| smallest(code.parse().expect("a currency"));
        assert_eq!(
            ["EUR", "GBP", "SEK", "JPY", "KWD"].map(smallest),
            [50, 30, 300, 50, 1]
        );
    }

    /// `money_step` of the tables has the same values (`migrations/0003_prices.sql`).
    #[tokio::test]
    async fn the_tables_know_the_smallest_step_of_every_currency() {
        let database = testing::TestDatabase::new().await;
        let usual = [
            "EUR", "JPY", "PYG", "XOF", "BHD", "JOD", "KWD", "OMR", "TND",
        ];
        for code in OTHER_DECIMALS.iter().map(|(code, _)| *code).chain(usual) {
            let step = database
                .number(&format!("select money_step('{code}')"))
                .await;
            assert!(
                to_stripe(money(step * 7, code)).is_some(),
                "{code} moves in steps of {step}"
            );
            assert!(
                step == 1 || to_stripe(money(step * 7 + step / 10, code)).is_none(),
                "{code} moves in smaller steps than {step}"
            );
        }
    }

    #[test]
    fn an_amount_that_stripe_does_not_accept_is_refused() {
        // At Stripe, the last digit of a dinar must be 0, and an ariary has no decimals.
        for (amount, code) in [
            (0, "EUR"),
            (-1, "EUR"),
            (100_000_000, "EUR"),
            (4501, "KWD"),
            (4501, "JOD"),
            (4550, "MGA"),
            (i64::MAX, "ISK"),
        ] {
            assert_eq!(to_stripe(money(amount, code)), None, "{amount} {code}");
        }
        assert_eq!(
            (from_stripe(450_050, "isk"), from_stripe(4500, "euro")),
            (None, None)
        );
    }
}
