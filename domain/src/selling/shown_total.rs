//! The total that a page showed, as its forms send it with a payment.

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::Money;

/// The total that the buyer saw, in minor units: `6000 EUR`. A form has one field for it, so that
/// no amount comes without its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownTotal(pub Money);

/// The text is not an amount in minor units, a space and a currency code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a total is an amount in minor units and a currency code: `6000 EUR`")]
pub struct BadShownTotal;

impl fmt::Display for ShownTotal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.amount, self.0.currency)
    }
}

impl FromStr for ShownTotal {
    type Err = BadShownTotal;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (amount, currency) = text.split_once(' ').ok_or(BadShownTotal)?;
        Ok(Self(Money::new(
            amount.parse().map_err(|_| BadShownTotal)?,
            currency.parse().map_err(|_| BadShownTotal)?,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    #[test]
    fn a_shown_total_reads_back_from_its_field() {
        for amount in [0, 6_000, 1_980] {
            let total = ShownTotal(Money::new(amount, Currency::EUR));
            assert_eq!(total.to_string(), format!("{amount} EUR"));
            assert_eq!(total.to_string().parse::<ShownTotal>(), Ok(total));
        }
        for text in [
            "",
            "6000",
            "EUR",
            "6000EUR",
            "60.00 EUR",
            "6000 euro",
            "€60",
        ] {
            assert_eq!(text.parse::<ShownTotal>(), Err(BadShownTotal), "{text}");
        }
    }
}
