//! Money in minor units. There is no arithmetic between currencies, and none in floating point.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Currency {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Currency {}

/// The text is not three capital letters.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a currency code of three capital letters")]
pub struct UnknownCurrency(pub String);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The code, such as `EUR`.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// The number of decimals of the major unit, by ISO 4217. Only exceptions are listed here,
    /// because browsers load this. A test of [`crate::import`] compares them with the maintained
    /// list.
    #[must_use]
    pub fn decimals(&self) -> usize {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            b"CLF" | b"UYW" => 4,
            _ => 2,
        }
    }

    /// The three letters as a number. The numbers have the order of the codes.
    #[must_use]
    pub fn number(self) -> i64 {
        self.0
            .iter()
            .fold(0, |number, letter| (number << 8) | i64::from(*letter))
    }

    /// The currency of a number from [`Self::number`]. None for any other number.
    #[must_use]
    pub fn of_number(number: i64) -> Option<Self> {
        let [0, letters @ ..] = u32::try_from(number).ok()?.to_be_bytes() else {
            return None;
        };
        letters
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(letters))
    }

    /// The currency of a sign in searches: `$` is the dollar of the United States.
    #[must_use]
    pub fn of_sign(sign: char) -> Option<Self> {
        Some(match sign {
            '€' => Self::EUR,
            '£' => Self(*b"GBP"),
            '$' => Self(*b"USD"),
            '¥' => Self(*b"JPY"),
            _ => return None,
        })
    }

    /// The currency as people write it: its sign, or its code if it has no sign.
    #[must_use]
    pub fn unit(&self) -> &str {
        self.sign().unwrap_or_else(|| self.code())
    }

    fn sign(&self) -> Option<&'static str> {
        Some(match &self.0 {
            b"EUR" => "€",
            b"GBP" => "£",
            b"USD" => "$",
            b"JPY" => "¥",
            _ => return None,
        })
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Self(code)),
            _ => Err(UnknownCurrency(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = UnknownCurrency;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in minor units of a currency: cents of a euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Minor units.
    pub amount: i64,
    /// ISO 4217 code.
    pub currency: Currency,
}

impl Money {
    /// `amount` minor units of `currency`.
    #[must_use]
    pub fn new(amount: i64, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Its digits in the major unit, with a point before the decimals if there are any: `45`,
    /// `45.50`, `−1`.
    #[must_use]
    pub fn digits(&self) -> String {
        let decimals = self.currency.decimals();
        let unit = 10_u64.pow(decimals as u32);
        let (whole, rest) = (
            self.amount.unsigned_abs() / unit,
            self.amount.unsigned_abs() % unit,
        );
        let minus = if self.amount < 0 { "−" } else { "" };
        if rest > 0 {
            format!("{minus}{whole}.{rest:0decimals$}")
        } else {
            format!("{minus}{whole}")
        }
    }
}

impl fmt::Display for Money {
    /// The amount for people, in English: `€45`, `€45.50`, `SEK 450`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        let (minus, digits) = digits
            .strip_prefix('−')
            .map_or(("", digits.as_str()), |digits| ("−", digits));
        match self.currency.sign() {
            Some(sign) => write!(f, "{minus}{sign}{digits}"),
            None => write!(f, "{minus}{} {digits}", self.currency),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_as_people_write_it() {
        let sek = "SEK".parse().expect("a code");
        let jpy = "JPY".parse().expect("a code");
        assert_eq!(Money::new(4500, Currency::EUR).to_string(), "€45");
        assert_eq!(Money::new(4550, Currency::EUR).to_string(), "€45.50");
        assert_eq!(Money::new(4505, sek).to_string(), "SEK 45.05");
        assert_eq!(Money::new(4505, jpy).to_string(), "¥4505");
        assert_eq!(Money::new(-100, Currency::EUR).to_string(), "−€1");
        for (amount, code, text) in [
            (5000, "XOF", "XOF 5000"),
            (150_000, "PYG", "PYG 150000"),
            (12_500, "JOD", "JOD 12.500"),
            (25_000, "IQD", "IQD 25"),
        ] {
            assert_eq!(
                Money::new(amount, code.parse().expect("a code")).to_string(),
                text
            );
        }
    }

    #[test]
    fn numbers_of_currencies_read_back_and_have_their_order() {
        let [chf, eur] = ["CHF", "EUR"].map(|code| code.parse::<Currency>().expect("a code"));
        assert!(chf.number() < eur.number());
        assert_eq!(Currency::of_number(eur.number()), Some(eur));
        for no_currency in [0, -1, eur.number() << 8, i64::MAX, 0x0065_7572] {
            assert_eq!(Currency::of_number(no_currency), None, "{no_currency}");
        }
    }

    #[test]
    fn a_currency_is_three_capital_letters() {
        for text in ["", "eur", "EURO", "E1R", "€"] {
            assert_eq!(
                text.parse::<Currency>(),
                Err(UnknownCurrency(text.to_owned()))
            );
        }
    }
}
