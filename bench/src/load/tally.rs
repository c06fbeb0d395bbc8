//! A histogram of latencies, and counts of unexpected answers.

use std::{collections::BTreeMap, fmt};

use hdrhistogram::Histogram;

/// A minute, in microseconds. Longer latencies count as one minute.
const LONGEST: u64 = 60_000_000;

/// A histogram of microseconds, exact to three digits.
pub fn histogram() -> Histogram<u64> {
    match Histogram::new_with_bounds(1, LONGEST, 3) {
        Ok(histogram) => histogram,
        Err(error) => unreachable!("bounds that are in order make a histogram: {error}"),
    }
}

/// Unexpected answers, by status and code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerTally(BTreeMap<String, u64>);

impl AnswerTally {
    /// Counts an unexpected answer.
    pub fn answer(&mut self, step: &str, status: u16, body: &[u8]) {
        self.count(format!("{step}: {status} {}", code(body)));
    }

    /// Counts any other failure.
    pub fn failure(&mut self, step: &str, what: &dyn fmt::Display) {
        self.count(format!("{step}: {what}"));
    }

    fn count(&mut self, what: String) {
        *self.0.entry(what).or_default() += 1;
    }

    /// The total number.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }
}

impl fmt::Display for AnswerTally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        for (index, (what, count)) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{count} x {what}")?;
        }
        Ok(())
    }
}

/// The stable code of a problem document; empty if there is none.
fn code(body: &[u8]) -> &str {
    const NAME: &[u8] = b"\"code\":\"";
    let Some(start) = memchr::memmem::find(body, NAME).map(|at| at + NAME.len()) else {
        return "";
    };
    let length = memchr::memchr(b'"', &body[start..]).unwrap_or(0);
    std::str::from_utf8(&body[start..start + length]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_distinguished_by_status_and_code() {
        let mut tally = AnswerTally::default();
        for _ in 0..2 {
            tally.answer(
                "hold",
                409,
                br#"{"status":409,"code":"seats_taken","seats":[1]}"#,
            );
        }
        tally.answer("pay", 500, b"");
        tally.failure("look", &"connection closed");
        assert_eq!(
            tally.to_string(),
            "2 x hold: 409 seats_taken, 1 x look: connection closed, 1 x pay: 500 "
        );
        assert_eq!(tally.total(), 4);
    }
}
