//! The currencies of ISO 4217, from the crate `iso_currency`. Browsers do not load this list.

use crate::Currency;

/// Whether ISO 4217 lists the code as money for payments.
pub(super) fn is_known(currency: Currency) -> bool {
    iso_currency::Currency::from_code(currency.code())
        .is_some_and(|known| known.exponent().is_some())
}

#[cfg(test)]
mod tests {
    use iso_currency::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_currency_has_the_decimals_of_iso_4217() {
        let listed: Vec<(Currency, usize)> = iso_currency::Currency::iter()
            .filter_map(|known| Some((known.code().parse().ok()?, usize::from(known.exponent()?))))
            .collect();
        assert!(listed.len() > 150, "the list is whole: {}", listed.len());
        let wrong: Vec<_> = listed
            .iter()
            .filter(|(currency, decimals)| currency.decimals() != *decimals)
            .collect();
        assert_eq!(wrong, Vec::<&(Currency, usize)>::new());
    }

    #[test]
    fn unlisted_codes_are_no_currencies() {
        for (code, known) in [("EUR", true), ("XOF", true), ("EUX", false), ("ABC", false)] {
            assert_eq!(
                is_known(code.parse().expect("three letters")),
                known,
                "{code}"
            );
        }
    }
}
