//! A number with its unit, for people.

use std::fmt;

/// The unit of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A rate a second.
    PerSecond,
    /// A rate for each second of processor time.
    PerCpuSecond,
    /// Thousandths of a second.
    Milliseconds,
    /// Millionths of a second.
    Microseconds,
    /// Seconds.
    Seconds,
    /// 1,024 bytes.
    KibiBytes,
    /// A count.
    Count,
}

/// A measured number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: Unit,
}

impl Figure {
    /// A rate.
    pub fn per_second(value: f64) -> Self {
        Self {
            value,
            unit: Unit::PerSecond,
        }
    }

    /// A count.
    pub fn count(value: u64) -> Self {
        Self {
            value: value as f64,
            unit: Unit::Count,
        }
    }

    /// Milliseconds, from the microseconds of a histogram.
    pub fn milliseconds(microseconds: u64) -> Self {
        Self {
            value: microseconds as f64 / 1_000.0,
            unit: Unit::Milliseconds,
        }
    }

    /// Seconds.
    pub fn seconds(value: f64) -> Self {
        Self {
            value,
            unit: Unit::Seconds,
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = number(self.value);
        match self.unit {
            Unit::PerSecond => write!(f, "{number}/s"),
            Unit::PerCpuSecond => write!(f, "{number}/CPU s"),
            Unit::Milliseconds => write!(f, "{number} ms"),
            Unit::Microseconds => write!(f, "{number} us"),
            Unit::Seconds => write!(f, "{number} s"),
            Unit::KibiBytes => write!(f, "{number} KiB"),
            Unit::Count => write!(f, "{number}"),
        }
    }
}

/// Three significant digits, with separated thousands: `12,345`, `98.1`, `3.14`.
pub fn number(value: f64) -> String {
    let decimals = match value.abs() {
        whole if whole.fract() == 0.0 || whole >= 99.95 => 0,
        large if large >= 9.995 => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    let (whole, rest) = text
        .find('.')
        .map_or((text.as_str(), ""), |at| text.split_at(at));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_significant_digits() {
        let written = [
            0.0,
            3.75159,
            9.999,
            42.25,
            99.96,
            123.4,
            1_234.5,
            12_345_678.0,
            -1_234.0,
        ]
        .map(number);
        assert_eq!(
            written,
            [
                "0",
                "3.75",
                "10.0",
                "42.2",
                "100",
                "123",
                "1,234",
                "12,345,678",
                "-1,234"
            ]
        );
    }
}
