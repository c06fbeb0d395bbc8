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
        utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::String).into()
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

    /// The code, as `EUR`.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals the major unit has.
    #[must_use]
    pub fn decimals(&self) -> usize {
        match &self.0 {
            b"JPY" | b"KRW" | b"ISK" | b"CLP" | b"VND" => 0,
            b"BHD" | b"KWD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
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
}

impl fmt::Display for Money {
    /// As people read it: `€45`, `€45.50`, `SEK 450`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = self.currency.decimals();
        let unit = 10_u64.pow(decimals as u32);
        let whole = self.amount.unsigned_abs() / unit;
        let rest = self.amount.unsigned_abs() % unit;
        if self.amount < 0 {
            f.write_str("−")?;
        }
        match self.currency.sign() {
            Some(sign) => f.write_str(sign)?,
            None => write!(f, "{} ", self.currency)?,
        }
        write!(f, "{whole}")?;
        if rest > 0 {
            write!(f, ".{rest:0decimals$}")?;
        }
        Ok(())
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
    }

    #[test]
    fn a_currency_is_three_capital_letters() {
        for text in ["", "eur", "EURO", "E1R", "€"] {
            assert_eq!(text.parse::<Currency>(), Err(UnknownCurrency(text.to_owned())));
        }
    }
}
